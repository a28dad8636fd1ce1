using System.Globalization;
using Fusion.Models.Tests.Support;
using Fusion.Statistics;
using Fusion.Statistics.Frames;

namespace Fusion.Models.Tests;

/// <summary>Discriminants of the values of a split column.</summary>
public class PartitionDiscriminantSpec
{
    private const double Relative = 1e-10;

    public static TheoryData<string, string> Golden => new()
    {
        { "Iris_rtlm.csv", "mlda" }, { "Iris_rtlm.csv", "mqda" }, { "bank1.csv", "mlda" }, { "bank1.csv", "mqda" },
    };

    [Theory]
    [MemberData(nameof(Golden))]
    public void Scores_are_those_of_scikit_learn(string file, string algorithm)
    {
        string[][] lines = [.. File.ReadLines(TestTable.DataPath("partitions.sklearn.tsv")).Where(line => line[0] != '#')
            .Select(line => line.Split('\t')).Where(line => line[0] == file && line[1] == algorithm)];
        (string inputs, string[] classes) = (lines[0][2], lines[0][3].Split(' '));
        TestTable table = TestTable.Read(file);
        FittedModel model = Algorithms.Find(algorithm).Fit("m", Source(table, classes), Requests.Names(inputs, string.Join(' ', classes)));
        foreach (IGrouping<int, string[]> row in lines.GroupBy(line => int.Parse(line[4], CultureInfo.InvariantCulture)))
        {
            Dictionary<string, string> answer = Predict(model, table.Where((_, i) => i == row.Key));
            foreach (string[] line in row)
            {
                double expected = Number(line[6]), actual = Number(answer[line[5]]) - Number(answer[classes[0]]);
                Assert.Equal(expected, actual, Relative * Math.Max(1, Math.Abs(expected)));
            }

            Assert.Equal(row.MaxBy(line => Number(line[6]))![5], answer["res"]);
        }
    }

    [Theory]
    [InlineData("mlda")]
    [InlineData("mqda")]
    public void The_confusion_of_the_three_species_is_the_published_one(string algorithm)
    {
        TestTable table = TestTable.Read("Iris_rtlm.csv");
        string[] classes = ["Iris_setosa", "Iris_versicolor", "Iris_virginica"];
        FittedModel model = Algorithms.Find(algorithm).Fit("m", Source(table, classes), Requests.Names("sepal_length sepal_width petal_length petal_width"));
        string[] results = [.. ModelPredictor.Predict(model, table.ToFrame()).Select(row => row[0].Value)];
        int[] errors = [.. classes.Select(name => table.Column(name).Zip(results).Count(pair => pair.First == 1 && pair.Second != name))];
        Assert.Equal([0, 2, 1], errors);
    }

    [Fact]
    public void Keys_of_a_prediction_are_those_documented()
    {
        TestTable table = TestTable.Read("Iris_rtlm.csv");
        FitSource source = Source(table, ["Iris_setosa", "Iris_versicolor"]);
        FittedModel model = Algorithms.Find("mlda").Fit("m", source, Requests.Names("sepal_length petal_width"));
        Dictionary<string, string> answer = Predict(model, table.Where((_, i) => i == 0));
        Assert.Equal(["res", "Iris_setosa", "Iris_versicolor", "resZ", "z0", "normZ", "z1LTz0"], answer.Keys);
        Assert.Equal((answer["Iris_setosa"], answer["Iris_versicolor"], "false"), (answer["resZ"], answer["z0"], answer["z1LTz0"]));
        Assert.Equal(1 / (1 + Math.Exp(Number(answer["z0"]) - Number(answer["resZ"]))), Number(answer["normZ"]), 1e-15);
        Assert.Equal(["Iris_setosa", "Iris_versicolor"], model.Targets.Select(target => target.Name));
        Assert.Equal(["res", "Iris_setosa", "Iris_versicolor"], Predict(Algorithms.Find("mqda").Fit("m", source, Requests.Names("sepal_length")), table).Keys);
    }

    [Theory]
    [InlineData("mlda", 3)]
    [InlineData("mlda", 16)]
    [InlineData("mqda", 3)]
    public void Fused_partitions_give_the_pooled_model_to_the_last_bit(string algorithm, int parts)
    {
        TestTable table = TestTable.Read("Iris_rtlm.csv");
        string[] classes = ["Iris_setosa", "Iris_versicolor", "Iris_virginica"];
        FitSource pooled = Source(table, classes);
        PartitionedStatistics fused = Enumerable.Range(0, parts).Reverse()
            .Select(part => Source(table.Where((_, i) => i % parts == part), classes, table.Catalog()).Partitions!)
            .Aggregate((sum, one) => sum.Merge(one));
        MlContext context = Requests.Names("sepal_length sepal_width petal_length petal_width");
        FittedModel one = Algorithms.Find(algorithm).Fit("m", pooled, context), other = Algorithms.Find(algorithm).Fit("m", pooled with { Partitions = fused }, context);
        Assert.Equal(one.Parameters.Keys, other.Parameters.Keys);
        Assert.All(one.Parameters, entry => Assert.Equal(entry.Value.AsEnumerable(), other.Parameters[entry.Key].AsEnumerable()));
    }

    [Fact]
    public void A_project_that_is_not_partitioned_is_refused() => Assert.Contains(
        "needs a project of type partition",
        Assert.Throws<InvalidRequestException>(() => Algorithms.Find("mqda").Fit("m", TestTable.Learned("Iris_rtlm.csv"), MlContext.Empty)).Message,
        StringComparison.Ordinal);

    [Fact]
    public void A_target_that_is_no_class_is_refused_and_those_allowed_are_named()
    {
        FitSource source = Source(TestTable.Read("Iris_rtlm.csv"), ["Iris_setosa", "Iris_versicolor"]);
        Assert.Equal(
            "The target 'tulip' is no value of the split column; allowed are 'Iris_setosa', 'Iris_versicolor'.",
            Assert.Throws<InvalidRequestException>(() => Algorithms.Find("mlda").CheckSource(source, Requests.Names("sepal_length", "tulip"))).Message);
    }

    [Theory]
    [InlineData("mlda", "x y", "a", "There are rows of 1 class; at least two are needed.")]
    [InlineData("mqda", "x y", "a b", "Class 'b' has 1 row with a value of 'x' and 'x'; at least two are needed.")]
    [InlineData("mqda", "x y", "a c", "The covariance matrix of class 'c' is singular: no variance in 'x'.")]
    [InlineData("mlda", "x z", "a b", "No row of class 'b' has a value of 'z'.")]
    public void What_the_data_do_not_determine_is_told(string algorithm, string inputs, string classes, string expected)
    {
        TestTable table = TestTable.Of("x y z a b c", "1 2 1 1 0 0", "2 1 3 1 0 0", "4 3 3 1 0 0", "9 2 - 0 1 0", "5 2 1 0 0 1", "5 4 2 0 0 1");
        FitSource source = Source(table, ["a", "b", "c"]);
        FitException fault = Assert.Throws<FitException>(() => Algorithms.Find(algorithm).Fit("m", source, Requests.Names(inputs, classes)));
        Assert.StartsWith(expected, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pseudo_inverse_serves_collinear_inputs()
    {
        TestTable table = TestTable.Read("Iris_rtlm.csv");
        FitSource source = Source(table, ["Iris_setosa", "Iris_versicolor", "Iris_virginica"]);
        MlContext collinear = Requests.Names("sepal_length sepal_width sepal_lengt_b1 sepal_lengt_b2", "Iris_versicolor Iris_virginica", ("matrix_use_pseudoinv", "true"));
        MlContext reduced = Requests.Names("sepal_length sepal_width sepal_lengt_b1", "Iris_versicolor Iris_virginica");
        string[] one = Results("mlda", source, collinear, table), other = Results("mlda", source, reduced, table);
        Assert.Equal(other, one);
    }

    private static string[] Results(string algorithm, FitSource source, MlContext context, TestTable table) =>
        [.. ModelPredictor.Predict(Algorithms.Find(algorithm).Fit("m", source, context), table.ToFrame()).Select(row => row[0].Value)];

    /// <summary>The project of a table that is split by dummies, each of which names a class.</summary>
    private static FitSource Source(TestTable table, string[] classes, AttributeCatalog? catalog = null)
    {
        AttributeCatalog all = catalog ?? table.Catalog();
        return new FitSource(
            table.Learn(all),
            PartitionedStatistics.Of(classes.Select(name =>
                KeyValuePair.Create(name, table.Where((row, _) => row[table.Names.IndexOf(name)] == "1").Learn(all)))));
    }

    private static Dictionary<string, string> Predict(FittedModel model, TestTable row) => new(ModelPredictor.Predict(model, row.ToFrame())[0]);

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
