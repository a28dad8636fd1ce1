using System.Collections.Immutable;
using Fusion.Models.Exploration;
using Fusion.Models.Tests.Support;
using Fusion.Statistics;
using Fusion.Statistics.Frames;

namespace Fusion.Models.Tests;

/// <summary>Histograms, plain and under a condition.</summary>
public class DensityEstimateSpec
{
    private static readonly SufficientStatistics Table = TestTable.Of("x y b gone", "1 5 1 -", "2 1 0 -", "4 2 0 -", "9 0 1 -", "3 3 1 -")
        .Learn(types: [.. "CCBC".Select(letter => (ColumnType)letter)], valueCounts: true);

    public static TheoryData<string> Published => PublishedVector.Ids("density");

    [Theory]
    [MemberData(nameof(Published))]
    public void Every_count_is_the_published_one(string id)
    {
        PublishedVector vector = PublishedVector.Find(id);
        Density density = DensityEstimate.Of(TestTable.Learned([.. vector.Files]), vector.Context with { ExtraParameters = vector.Parameters });
        Assert.Null(density.Error);
        vector.AssertMeets(new Dictionary<string, double[]>
        {
            ["min"] = [density.Min],
            ["max"] = [density.Max],
            ["width"] = [density.Width],
            ["histogram"] = [.. density.Histogram],
        });
    }

    [Fact]
    public void Ten_bins_are_the_default() => Assert.Equal((double[])[1, 1, 1, 1, 0, 0, 0, 0, 0, 1], DensityEstimate.Of(Table, Requests.Names("x")).Histogram);

    [Fact]
    public void A_range_leaves_out_what_is_beyond_and_decides_edges_exactly()
    {
        Density density = DensityEstimate.Of(Table, Requests.Names("x", "", ("hist_bins", "2"), ("hist_min", "2"), ("hist_max", "4")));
        Assert.Equal((2, 4, 1), (density.Min, density.Max, density.Width));
        Assert.Equal((double[])[1, 2], density.Histogram);
    }

    [Fact]
    public void Normalised_counts_are_percent()
    {
        Density density = DensityEstimate.Of(Table, Requests.Names("x", "", ("hist_bins", "2"), ("hist_is_normalized", "true")));
        Assert.Equal((double[])[80, 20], density.Histogram);
        Density empty = DensityEstimate.Of(Table, Requests.Names("x", "", ("hist_min", "20"), ("hist_max", "30"), ("hist_is_normalized", "true")));
        Assert.All(empty.Histogram, share => Assert.Equal(0, share));
    }

    [Fact]
    public void The_older_spelling_of_a_parameter_counts() =>
        Assert.Equal(3, DensityEstimate.Of(Table, Requests.Names("x", "", ("hist.bins", "3"))).Histogram.Length);

    [Fact]
    public void A_constant_attribute_is_in_the_first_bin()
    {
        Density density = DensityEstimate.Of(TestTable.Of("x", "7", "7").Learn(types: [ColumnType.Continuous], valueCounts: true), Requests.Names("x"));
        Assert.Equal((7, 7, 0, 2), (density.Min, density.Max, density.Width, density.Histogram[0]));
    }

    [Fact]
    public void Values_known_by_bucket_only_are_all_counted()
    {
        string[] rows = [.. Enumerable.Range(0, 5_000).Select(i => $"{i}.{i:D4}")];
        SufficientStatistics many = TestTable.Of("x", rows).Learn(valueCounts: true);
        Density density = DensityEstimate.Of(many, Requests.Names("x", "", ("hist_bins", "5")));
        Assert.Equal((0, 4999.4999), (density.Min, density.Max));
        Assert.Equal(5_000, density.Histogram.Sum());
        Assert.All(density.Histogram, count => Assert.InRange(count, 980, 1_020));
    }

    [Theory]
    [InlineData("x", "hist_bins", "0", "Parameter 'hist_bins' is '0'")]
    [InlineData("x", "hist_min", "100", "The range from 100 to 9 is empty")]
    [InlineData("gone", "hist_bins", "5", "No row has a value of 'gone'")]
    [InlineData("nobody", "hist_bins", "5", "'nobody' in inputAttributeNames is no attribute")]
    [InlineData("", "hist_bins", "5", "A density needs an input attribute; 0 given")]
    public void What_is_wrong_is_told_in_the_element(string input, string parameter, string value, string expected)
    {
        Density density = DensityEstimate.Of(Table, Requests.Names(input, "", (parameter, value)));
        Assert.Equal(input, density.Name);
        Assert.Empty(density.Histogram);
        Assert.Contains(expected, density.Error!, StringComparison.Ordinal);
    }

    [Fact]
    public void Values_that_were_not_counted_are_told_so() => Assert.Contains(
        "'x' are not counted", DensityEstimate.Of(TestTable.Of("x", "3", "4").Learn(), Requests.Names("x")).Error!, StringComparison.Ordinal);

    [Fact]
    public void A_condition_that_always_holds_changes_nothing_but_the_name()
    {
        Density plain = DensityEstimate.Of(Table, Requests.Names("y")), given = DensityEstimate.Conditional(Table, Requests.Names("x y"));
        Assert.Equal("y|x", given.Name);
        Assert.Equal(plain.Histogram.AsEnumerable(), given.Histogram.AsEnumerable());
    }

    [Fact]
    public void Two_binary_attributes_are_counted_together()
    {
        SufficientStatistics flags = TestTable.Of("a b", "1 1", "1 0", "0 1", "1 1", "- 1", "1 -").Learn(valueCounts: true);
        ImmutableArray<double> histogram = DensityEstimate.Conditional(flags, Requests.Names("a b", "", ("hist_bins", "2"))).Histogram;
        Assert.Equal((double[])[1, 2], histogram);
    }

    [Fact]
    public void A_conditional_density_needs_two_attributes() => Assert.Contains(
        "needs a condition and an attribute; 1 given", DensityEstimate.Conditional(Table, Requests.Names("x")).Error!, StringComparison.Ordinal);
}
