using System.Globalization;
using Fusion.Models.Exploration;
using Fusion.Models.Tests.Support;
using Fusion.Statistics;

namespace Fusion.Models.Tests;

/// <summary>Variance inflation, principal components and singular values.</summary>
public class MatrixAnalysisSpec
{
    private const string Iris = "Iris_rtlm.csv";

    private static readonly SufficientStatistics Table = TestTable.Of(
        "x y sum same gone", "1 5 6 3 -", "2 1 3 3 -", "4 2 6 3 -", "9 7 16 3 -", "3 3 6 3 -")
        .Learn(types: [.. "CCCCC".Select(letter => (Statistics.Frames.ColumnType)letter)]);

    public static TheoryData<string> Vectors => PublishedVector.Ids("vif", "svd", "pca");

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Numbers_are_those_published(string id)
    {
        PublishedVector vector = PublishedVector.Find(id);
        MlContext context = vector.Context with { ExtraParameters = vector.Parameters };
        SufficientStatistics statistics = TestTable.Learned([.. vector.Files]);
        Dictionary<string, double[]> answers = vector.Kind switch
        {
            "vif" => VarianceInflation.Compute(statistics, context).ToDictionary(entry => entry.Key, entry => new[] { Number(entry.Value) }),
            "svd" => SingularValues.Compute(statistics, context).SelectMany(map => map).Select(entry => Number(entry.Key)).OrderDescending()
                .Select((value, k) => (value, k)).ToDictionary(pair => $"sigma{pair.k + 1}", pair => new[] { pair.value }),
            _ => Components(PrincipalComponentAnalysis.Compute(statistics, context), vector),
        };
        vector.AssertMeets(answers);
    }

    [Theory]
    [InlineData("Iris_rtlm.csv")]
    [InlineData("bank1.csv")]
    [InlineData("housing3.csv")]
    public void Numbers_are_those_of_numpy_and_statsmodels(string file)
    {
        SufficientStatistics statistics = TestTable.Learned(file);
        string[][] golden = [.. File.ReadLines(TestTable.DataPath("exploration.scipy.tsv")).Where(line => line[0] != '#').Select(line => line.Split('\t')).Where(line => line[0] == file)];
        double[] Golden(string metric) => [.. golden.Where(line => line[1] == metric).Select(line => Number(line[6]))];
        MlContext context = Requests.Names(golden.First(line => line[1] == "vif")[2]);

        AssertClose(Golden("vif"), VarianceInflation.Compute(statistics, context).Select(entry => Number(entry.Value)), 1e-11);
        PrincipalComponents components = PrincipalComponentAnalysis.Compute(statistics, context);
        AssertClose(Golden("pca"), components.Values, 1e-13);
        Assert.Equal(components.Attributes.Length, components.Total, 1e-12);
        AssertClose(Golden("svd"), SingularValues.Compute(statistics, context)[0].Select(entry => Number(entry.Key)), 1e-13);
    }

    [Fact]
    public void A_combination_of_others_is_infinitely_inflated_and_a_constant_not_at_all() => Assert.Equal(
        ["x=Infinity", "y=Infinity", "sum=Infinity", "same=1", "gone=1"],
        VarianceInflation.Compute(Table, Requests.Names("x y sum same gone")).Select(entry => $"{entry.Key}={entry.Value}"));

    [Fact]
    public void Only_attributes_in_a_combination_are_infinitely_inflated()
    {
        string[] answer = [.. VarianceInflation.Compute(TestTable.Learned(Iris), Requests.Indexes("0 1 2 3 4 5")).Select(entry => entry.Value)];
        Assert.Equal(["Infinity", "Infinity"], answer[4..]);
        Assert.All(answer[..4], text => Assert.InRange(Number(text), 1, 100));
    }

    [Fact]
    public void Keys_are_the_inputs_as_asked_for()
    {
        Assert.Equal(["2", "4"], VarianceInflation.Compute(TestTable.Learned(Iris), Requests.Indexes("2 4")).Select(entry => entry.Key));
        Assert.Equal(["0", "1", "2", "3", "4"], VarianceInflation.Compute(Table, MlContext.Empty).Select(entry => entry.Key));
    }

    [Fact]
    public void The_correlation_of_two_attributes_gives_both_their_inflation()
    {
        double r = TestTable.Learned(Iris).Bivariate(2, 4).Correlation;
        Assert.All(
            VarianceInflation.Compute(TestTable.Learned(Iris), Requests.Indexes("2 4")), entry => Assert.Equal(1 / (1 - (r * r)), Number(entry.Value), 1e-13));
    }

    [Fact]
    public void Components_are_unit_vectors_of_settled_sign_and_reproduce_the_covariances()
    {
        SufficientStatistics statistics = TestTable.Learned(Iris);
        PrincipalComponents components = PrincipalComponentAnalysis.Compute(statistics, Requests.Names("0 1 2 3", "", ("pcaUseCovariance", "true")));
        for (int i = 0; i < 4; i++)
        {
            for (int j = 0; j < 4; j++)
            {
                double sum = Enumerable.Range(0, 4).Sum(k => components.Values[k] * components.Vectors[k][i] * components.Vectors[k][j]);
                Assert.Equal((double)statistics.Bivariate(i, j).Covariance, sum, 1e-14);
            }
        }

        Assert.All(components.Vectors, vector => Assert.True(vector.MaxBy(Math.Abs) > 0));
    }

    [Fact]
    public void A_constant_attribute_adds_a_component_of_no_variance()
    {
        PrincipalComponents components = PrincipalComponentAnalysis.Compute(Table, Requests.Names("x same y"));
        Assert.Equal((2, 0), (components.Total, components.Values[2]));
        Assert.Equal((double[])[0, 1, 0], components.Vectors[2]);
    }

    [Theory]
    [InlineData("explainedCovariance", "0.6", 1)]
    [InlineData("explainedCovariance", "0.95", 2)]
    [InlineData("explainedCovariance", "1e-9", 1)]
    [InlineData("explainedCovariance", "1", 4)]
    [InlineData("pcaNumDimension", "3", 3)]
    [InlineData("pcaNumDimension", "1000", 4)]
    public void The_number_of_components_can_be_chosen(string parameter, string value, int expected) =>
        Assert.Equal(expected, PrincipalComponentAnalysis.Compute(TestTable.Learned(Iris), Requests.Names("0 1 2 3", "", (parameter, value))).Values.Length);

    [Theory]
    [InlineData("explainedCovariance", "1.5")]
    [InlineData("explainedCovariance", "0")]
    [InlineData("pcaNumDimension", "0")]
    [InlineData("pcaUseCovariance", "yes please")]
    public void A_wrong_parameter_is_refused_by_name(string parameter, string value) => Assert.Contains(
        $"'{parameter}' is '{value}'",
        Assert.Throws<InvalidRequestException>(() => PrincipalComponentAnalysis.Compute(Table, Requests.Names("x", "", (parameter, value)))).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Selection_takes_out_what_depends_on_others()
    {
        string[] left = [.. SingularValues.Select(Table, Requests.Names("x y sum same gone")).SelectMany(map => map).Select(entry => entry.Value)];
        Assert.Equal(2, left.Length);
        Assert.DoesNotContain(left, name => name is "same" or "gone");
        Assert.Empty(SingularValues.Select(Table, Requests.Names("same")));
    }

    [Fact]
    public void Equal_singular_values_go_to_further_maps()
    {
        var maps = SingularValues.Compute(Table, Requests.Names("x same gone"));
        Assert.Equal(["x", "same"], maps[0].Select(entry => entry.Value));
        Assert.Equal(KeyValuePair.Create("0", "gone"), Assert.Single(maps[1]));
    }

    [Fact]
    public void Attributes_never_seen_together_count_as_unrelated()
    {
        SufficientStatistics apart = TestTable.Of("x y", "1 -", "2 -", "- 5", "- 7").Learn();
        Assert.Equal(["1", "1"], VarianceInflation.Compute(apart, Requests.Names("x y")).Select(entry => entry.Value));
        Assert.Equal((double[])[1, 1], PrincipalComponentAnalysis.Compute(apart, Requests.Names("x y")).Values);
    }

    [Fact]
    public void A_project_without_attributes_has_nothing_to_analyse() =>
        Assert.Throws<InvalidRequestException>(() => PrincipalComponentAnalysis.Compute(SufficientStatistics.Empty, MlContext.Empty));

    [Theory]
    [InlineData(AttributeMatrix.Correlations, "linCorr")]
    [InlineData(AttributeMatrix.Covariances, "covar")]
    public void A_whole_matrix_holds_what_bi_answers_pair_by_pair(string metric, string key)
    {
        SufficientStatistics gaps = TestTable.Of("x y z same b", "1 5 - 3 1", "2 - 3 3 0", "4 2 6 3 1", "9 7 - 3 0", "3 3 - 3 1").Learn();
        foreach (SufficientStatistics statistics in (SufficientStatistics[])[gaps, TestTable.Learned(Iris), TestTable.Learned("housing3.csv")])
        {
            AttributeMatrix matrix = AttributeMatrix.Compute(metric, statistics, MlContext.Empty);
            Assert.Equal(statistics.Schema.Select(attribute => attribute.Name), matrix.Attributes);
            for (int i = 0; i < statistics.Schema.Count; i++)
            {
                for (int j = 0; j < statistics.Schema.Count; j++)
                {
                    double pair = ExploreMetrics.Find("bi").Compute(statistics, Requests.Indexes($"{i} {j}"), new ExploreOptions()).ToDictionary()[key];
                    Assert.Equal(pair, matrix[i, j]);
                }
            }
        }
    }

    /// <summary>Published vectors have a sign of their own.</summary>
    private static Dictionary<string, double[]> Components(PrincipalComponents components, PublishedVector vector)
    {
        var answers = new Dictionary<string, double[]>
        {
            ["pcaValues"] = [.. components.Values],
            ["pcaSumValues"] = [components.Total],
            ["individualPercent"] = [.. components.Values.Take(9).Select(value => Math.Round(100 * value / components.Total))],
            ["cumulativePercent"] = [.. Enumerable.Range(1, 9).Where(k => k <= components.Values.Length)
                .Select(k => Math.Round(100 * components.Values.Take(k).Sum() / components.Total))],
        };
        foreach (var entry in vector.Expected.EnumerateObject().Where(entry => entry.Name.StartsWith("PC", StringComparison.Ordinal)))
        {
            double[] published = [.. entry.Value.EnumerateArray().Select(number => number.GetDouble())];
            double[] computed = [.. components.Vectors[int.Parse(entry.Name[2..], null) - 1].Take(published.Length)];
            double sign = Math.Sign(published.Zip(computed, (one, other) => one * other).Sum());
            answers[entry.Name] = [.. computed.Select(element => sign * element)];
        }

        return answers;
    }

    private static void AssertClose(double[] expected, IEnumerable<double> actual, double tolerance)
    {
        double[] computed = [.. actual];
        Assert.NotEmpty(expected);
        Assert.Equal(expected.Length, computed.Length);
        Assert.All(expected.Zip(computed), pair => Assert.Equal(pair.First, pair.Second, tolerance * expected.Max()));
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
