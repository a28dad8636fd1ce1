using Fusion.Models.Tests.Support;
using Fusion.Statistics;

namespace Fusion.Models.Tests;

/// <summary>Extremes and median of the metric <c>uni</c> on projects that keep histograms.</summary>
public class UnivariateHistogramSpec
{
    [Fact]
    public void Counted_values_give_extremes_and_the_median_in_documented_order()
    {
        Dictionary<string, double> answer = Compute(Learn("x", 0.5, 0.1, 7, 2.5), "x");
        Assert.Equal(["min", "max", "median"], answer.Keys.TakeLast(3));
        Assert.Equal((0.1, 7, 1.5), (answer["min"], answer["max"], answer["median"]));
    }

    [Fact]
    public void Without_histograms_they_are_not_answered() =>
        Assert.DoesNotContain(Compute(Learn("x", 1, 2), "x", histogram: false).Keys, key => key is "min" or "max" or "median");

    [Fact]
    public void Forgotten_values_are_no_extremes_any_more()
    {
        SufficientStatistics statistics = Learn("x", 1, 2, 3, 5, 9).Subtract(Learn("x", 9, 1));
        Dictionary<string, double> answer = Compute(statistics, "x");
        Assert.Equal((2, 5, 3), (answer["min"], answer["max"], answer["median"]));
    }

    [Fact]
    public void Without_a_value_they_are_undefined()
    {
        Dictionary<string, double> answer = Compute(Learn("x", 4).Subtract(Learn("x", 4)), "x");
        Assert.Equal((double.NaN, double.NaN, double.NaN), (answer["min"], answer["max"], answer["median"]));
    }

    [Fact]
    public void Values_learned_uncounted_leave_bounds_and_no_median()
    {
        SufficientStatistics statistics = Learn("x", 1, 2).Merge(SufficientStatistics.Of([Block("x", 5)])).Subtract(Learn("x", 2));
        Dictionary<string, double> answer = Compute(statistics, "x");
        Assert.Equal((1, 5, false), (answer["min"], answer["max"], answer.ContainsKey("median")));
    }

    [Fact]
    public void A_binary_attribute_has_them_too()
    {
        SufficientStatistics statistics = TestTable.Of("b", "1", "0", "1", "1").Learn(types: [Statistics.Frames.ColumnType.Binary]).Merge(Learn("x"));
        Dictionary<string, double> answer = Compute(statistics, "b");
        Assert.Equal((0, 1, 1), (answer["min"], answer["max"], answer["median"]));
    }

    [Fact]
    public void By_bucket_extremes_are_exact_until_something_is_forgotten()
    {
        double[] values = [.. Enumerable.Range(0, 6000).Select(i => 10.001 + (i * 0.013))];
        SufficientStatistics statistics = Learn("x", values);
        Assert.False(statistics.Values(0)!.IsExact);
        Dictionary<string, double> answer = Compute(statistics, "x");
        Assert.Equal((10.001, values[^1]), (answer["min"], answer["max"]));
        AssertNear((values[2999] + values[3000]) / 2, answer["median"], 256);

        Dictionary<string, double> rest = Compute(statistics.Subtract(Learn("x", values[..3000])), "x");
        AssertNear(values[3000], rest["min"], 128);
        Assert.Equal(values[^1], rest["max"]);
        AssertNear((values[4499] + values[4500]) / 2, rest["median"], 256);
    }

    private static void AssertNear(double expected, double actual, int parts) =>
        Assert.InRange(actual, expected - (expected / parts), expected + (expected / parts));

    private static SufficientStatistics Learn(string name, params double[] values) =>
        SufficientStatistics.Of(values.Chunk(RowBlock.Capacity).Select(chunk => Block(name, chunk)), valueCounts: true);

    private static RowBlock Block(string name, params double[] values) =>
        new(values.Length, [ColumnBlock.FromDoubles(new AttributeInfo(name, AttributeKind.Continuous), values)]);

    private static Dictionary<string, double> Compute(SufficientStatistics statistics, string input, bool histogram = true) =>
        new(ExploreMetrics.Find("uni").Compute(statistics, Requests.Names(input), new ExploreOptions(histogram)));
}
