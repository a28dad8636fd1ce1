using System.Collections.Immutable;
using Fusion.Models.Exploration;
using Fusion.Models.Tests.Support;
using Fusion.Statistics;

namespace Fusion.Models.Tests;

public sealed class InputSelectionSpec
{
    private const string Measurements = "petal_width sepal_length petal_length sepal_width";

    private static readonly SufficientStatistics Iris = TestTable.Learned("Iris_rtlm.csv");

    /// <summary>Columns c = a + b and k = 5.</summary>
    private static readonly TestTable Dependent = TestTable.Of(
        "a b c k y t", "1 2 3 5 1 0", "2 1 3 5 4 1", "4 1 5 5 2 0", "3 3 6 5 9 1", "7 2 9 5 8 0", "5 4 9 5 3 1");

    [Fact]
    public void Inputs_that_depend_on_others_or_are_constant_are_left_out_in_the_order_of_the_request()
    {
        SufficientStatistics statistics = Dependent.Learn();

        MlContext left = InputSelection.WithoutDependent(statistics, Requests.Names("k c b a", "y"));

        string[] kept = [.. SingularValues.Select(statistics, Requests.Names("k c b a")).SelectMany(map => map).Select(entry => entry.Value)];
        Assert.Equal(2, left.InputAttributeNames.Length);
        Assert.Equal(kept, left.InputAttributeNames.AsEnumerable());
        Assert.Equal(["y"], left.TargetAttributeNames.AsEnumerable());
        Assert.Throws<FitException>(() => Algorithms.Find("mlr").Fit("m", statistics, Requests.Names("k c b a", "y")));
        Assert.Equal(2, Algorithms.Find("mlr").Fit("m", statistics, left).Inputs.Length);
    }

    [Fact]
    public void Without_inputs_all_but_the_target_are_looked_at() => Assert.Equal(
        ["a", "b", "t"],
        InputSelection.WithoutDependent(Dependent.Learn(), MlContext.Empty with { Targets = ["4"] }).InputAttributeNames.Except(["c"]).Union(["a", "b"]).Order());

    [Fact]
    public void Where_nothing_varies_nothing_can_be_built() => Assert.Equal(
        "No input is left after svdreduce: all are constant.",
        Assert.Throws<FitException>(() => InputSelection.WithoutDependent(Dependent.Learn(), Requests.Names("k", "y"))).Message);

    [Theory]
    [InlineData("Iris_versicolor", 0.001)]
    [InlineData("Iris_versicolor", 0.1)]
    [InlineData("Iris_setosa", 0.01)]
    public void The_inputs_of_a_reduction_can_not_be_improved_by_one_more_or_one_less(string target, double delta)
    {
        string[] all = [.. Iris.Schema.Select(attribute => attribute.Name).Where(name => !name.StartsWith("Iris", StringComparison.Ordinal))];

        (MlContext context, int tried) = InputSelection.Discriminating(
            Iris, Requests.Names(string.Join(' ', all), target), new Reduction(delta, 50), (_, _) => { });

        string[] chosen = [.. context.InputAttributeNames];
        double score = Score(chosen, target)!.Value;
        Assert.InRange(tried, all.Length, int.MaxValue);
        Assert.All(all.Except(chosen), other => Assert.True(!(Score([.. chosen, other], target) - score >= delta + 1e-9), other));
        Assert.All(chosen, one => Assert.True(chosen.Length == 1 || score - Score([.. chosen.Except([one])], target) >= delta - 1e-9, one));
    }

    [Fact]
    public void An_input_without_meaning_is_left_out_and_the_order_of_the_request_kept()
    {
        MlContext context = Reduce(Measurements, "Iris_versicolor", new Reduction(0.01, 5), out _);

        Assert.Equal(Measurements.Split(' ').Where(context.InputAttributeNames.Contains), context.InputAttributeNames.AsEnumerable());
        Assert.DoesNotContain("sepal_length", context.InputAttributeNames); // its coefficient is within its error
    }

    [Fact]
    public void One_input_stays_however_little_it_tells()
    {
        MlContext context = Reduce(Measurements, "Iris_versicolor", new Reduction(1e6, 5), out int tried);

        Assert.Equal(["sepal_width"], context.InputAttributeNames.AsEnumerable()); // the largest t among the four
        Assert.Equal(10, tried); // four at first, three beside it, and the three again in the pass that changes nothing
    }

    [Fact]
    public void Passes_are_told_until_one_changes_nothing()
    {
        List<(int, int)> told = [];
        InputSelection.Discriminating(Iris, Requests.Names(Measurements, "Iris_setosa"), new Reduction(0.01, 9), (done, all) => told.Add((done, all)));

        Assert.Equal([(0, 9), (1, 9)], told);
    }

    [Fact]
    public void Inputs_that_are_constant_in_both_classes_determine_nothing() => Assert.Equal(
        "No input varies within the classes of the target.",
        Assert.Throws<FitException>(() => InputSelection.Discriminating(
            Dependent.Learn(), Requests.Names("k", "t"), new Reduction(0.01, 5), (_, _) => { })).Message);

    [Fact]
    public void A_reduction_that_is_given_up_stops() => Assert.ThrowsAny<OperationCanceledException>(() => InputSelection.Discriminating(
        Iris, Requests.Names(Measurements, "Iris_setosa"), new Reduction(0.01, 5), (_, _) => { }, new CancellationToken(canceled: true)));

    private static MlContext Reduce(string inputs, string target, Reduction reduction, out int tried)
    {
        (MlContext context, tried) = InputSelection.Discriminating(Iris, Requests.Names(inputs, target), reduction, (_, _) => { });
        return context;
    }

    /// <summary>The corrected distance by way of a model; null where there is none.</summary>
    private static double? Score(string[] inputs, string target)
    {
        const double N = 150, One = 50;
        try
        {
            FittedModel model = Algorithms.Find("lda").Fit("m", Iris, Requests.Names(string.Join(' ', inputs), target));
            double distance = model.Parameters["distance"][0];
            int p = inputs.Length;
            return Math.Sqrt(Math.Max(0, ((N - p - 3) / (N - 2) * distance * distance) - (p * N / (One * (N - One)))));
        }
        catch (FitException)
        {
            return null;
        }
    }
}
