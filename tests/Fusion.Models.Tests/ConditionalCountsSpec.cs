using System.Collections.Immutable;
using System.Globalization;
using Fusion.Models.Exploration;
using Fusion.Models.Tests.Support;
using Fusion.Statistics;
using Fusion.Statistics.Frames;

namespace Fusion.Models.Tests;

/// <summary>What values counted by a binary attribute tell: conditional densities, extremes, medians, gain by bins, against counting the rows of Iris.</summary>
public class ConditionalCountsSpec
{
    private const string File = "Iris_rtlm.csv";

    private static readonly TestTable Iris = TestTable.Read(File);
    private static readonly ExploreOptions Histogram = new(Histogram: true);

    public static TheoryData<string, string> Pairs => new()
    {
        { "petal_length", "Iris_setosa" }, { "petal_length", "Iris_virginica" }, { "sepal_width", "Iris_versicolor" }, { "petal_width", "sepal_lengt_b1" },
        { "sepal_length", "petal_width_b2" },
    };

    [Theory]
    [MemberData(nameof(Pairs))]
    public void A_conditional_density_is_the_count_of_the_rows(string attribute, string flag)
    {
        int[] tenths = Tenths(attribute, flag, 1);
        Density density = DensityEstimate.Conditional(TestTable.Learned(File), Requests.Names($"{flag} {attribute}"));
        Assert.Equal(($"{attribute}|{flag}", null), (density.Name, density.Error));
        Assert.Equal((tenths.Min() / 10.0, tenths.Max() / 10.0), (density.Min, density.Max));
        Assert.Equal(Bins(tenths, tenths.Min(), tenths.Max(), 10).Select(count => (double)count), density.Histogram);
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Conditional_extremes_and_median_are_those_of_the_rows(string attribute, string flag)
    {
        int[] tenths = [.. Tenths(attribute, flag, 1).Order()];
        Dictionary<string, double> answer = Ask("bi", TestTable.Learned(File), $"{attribute} {flag}", "", ("need_bi_conditional_mmm", "true"));
        Assert.Equal((tenths[0] / 10.0, tenths[^1] / 10.0), (answer["condMin"], answer["condMax"]));
        Assert.Equal((tenths[(tenths.Length - 1) / 2] + tenths[tenths.Length / 2]) / 20.0, answer["condMedian"]);
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void The_gain_of_a_continuous_input_is_that_of_its_bins(string attribute, string flag)
    {
        int[] ones = Tenths(attribute, flag, 1), zeros = Tenths(attribute, flag, 0), all = [.. ones, .. zeros];
        foreach (int bins in (int[])[1, 2, 6, 7, 10, 12, 1000])
        {
            double expected = Information(Bins(ones, all.Min(), all.Max(), bins), Bins(zeros, all.Min(), all.Max(), bins));
            Assert.Equal(expected, Ask("gain", TestTable.Learned(File), attribute, flag, ("hist_bins", $"{bins}"))["gain"], 1e-14);
        }

        Assert.Equal(Ask("gain", TestTable.Learned(File), attribute, flag, ("hist_bins", "10")), Ask("gain", TestTable.Learned(File), attribute, flag));
    }

    [Fact]
    public void The_gain_of_a_few_rows_is_that_counted_by_hand()
    {
        SufficientStatistics table = Learn("x b", "CB", "0 0", "1 0", "2 0", "3 1", "4 1", "10 1"); // 0–5: three 0 and two 1; 5–10: one 1
        double expected = 1 + (5 / 6.0 * ((0.4 * Math.Log2(0.4)) + (0.6 * Math.Log2(0.6))));
        Assert.Equal(expected, Ask("gain", table, "x", "b", ("hist_bins", "2"))["gain"], 1e-15);
        Assert.Equal(0, Ask("gain", table, "x", "b", ("hist_bins", "1"))["gain"]);
        Assert.Equal(1, Ask("gain", table, "x", "b", ("hist_bins", "10000"))["gain"], 1e-15);
        Assert.Equal(0, Ask("gain", Learn("x b", "CB", "7 0", "7 1"), "x", "b")["gain"]);
    }

    [Fact]
    public void The_target_may_be_a_category()
    {
        SufficientStatistics table = Learn("x town", "CT", "0 Ulm", "1 Ulm", "2 Bonn", "9 Bonn", "8 Köln", "10 Köln"); // 0–5: 2, 1, 0; 5–10: 0, 1, 2
        Assert.Equal(2 / 3.0, Ask("gain", table, "x", "town", ("hist_bins", "2"))["gain"], 1e-15);
    }

    [Theory]
    [InlineData("x b", "CB", "b", "1 0", "3 0", "2 1", "9 1", "4 -")] // the target is missing where the input is not
    [InlineData("x town", "CT", "town", "1 Ulm", "3 Ulm", "2 Bonn", "9 Bonn", "4 -")]
    public void Without_the_target_in_every_row_of_the_input_values_are_taken_as_normal(string names, string types, string target, params string[] rows)
    {
        SufficientStatistics statistics = Learn(names, types, rows);
        Assert.Equal(Ask("gain", statistics, "x", target, new ExploreOptions()), Ask("gain", statistics, "x", target));
    }

    [Fact]
    public void Without_exact_counts_values_are_taken_as_normal()
    {
        SufficientStatistics many = Learn("x b", "CB", [.. Enumerable.Range(0, 5_000).Select(i => $"{i} {i / 3000}")]);
        SufficientStatistics uncounted = TestTable.Of("x b", "1 0", "2 0", "3 1", "9 1").Learn(types: Types("CB"));
        SufficientStatistics late = uncounted.RestartValueCounts(counting: true).Merge(Learn("x b", "CB", "1 0", "2 1"));
        foreach (SufficientStatistics statistics in (SufficientStatistics[])[many, uncounted, late, uncounted.Merge(Learn("x b", "CB", "1 0", "2 1"))])
        {
            Assert.Equal(Ask("gain", statistics, "x", "b", new ExploreOptions()), Ask("gain", statistics, "x", "b"));
        }
    }

    [Theory]
    [InlineData("0")]
    [InlineData("10001")]
    [InlineData("2.5")]
    [InlineData("many")]
    public void A_number_of_bins_that_can_not_be_is_refused_by_name(string bins)
    {
        InvalidRequestException refusal = Assert.Throws<InvalidRequestException>(
            () => Ask("gain", TestTable.Learned(File), "petal_length", "Iris_setosa", ("hist_bins", bins)));
        Assert.Contains($"'hist_bins' is '{bins}'", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("whole numbers from 1 to 10000", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void After_forgetting_everything_is_as_if_never_seen()
    {
        AttributeCatalog catalog = Iris.Catalog();
        SufficientStatistics kept = Iris.Where((_, row) => row % 3 != 0).Learn(catalog, valueCounts: true);
        SufficientStatistics left = Iris.Learn(catalog, valueCounts: true).Subtract(Iris.Where((_, row) => row % 3 == 0).Learn(catalog, valueCounts: true));
        foreach ((string attribute, string flag) in Pairs.Select(pair => ((string)pair[0], (string)pair[1])))
        {
            Assert.Equal(
                DensityEstimate.Conditional(kept, Requests.Names($"{flag} {attribute}")).Histogram.AsEnumerable(),
                DensityEstimate.Conditional(left, Requests.Names($"{flag} {attribute}")).Histogram);
            (string, string) outermost = ("need_bi_conditional_mmm", "true");
            Assert.Equal(Ask("bi", kept, $"{attribute} {flag}", "", outermost), Ask("bi", left, $"{attribute} {flag}", "", outermost));
            Assert.Equal(Ask("gain", kept, attribute, flag), Ask("gain", left, attribute, flag));
        }
    }

    [Theory]
    [InlineData("z y", "a condition is a binary attribute, or one that is never 0 and never missing where 'y' has a value, and 'z' is continuous and is 0 or ")]
    [InlineData("m y", "'m' is continuous and is 0 or missing in such a row")]
    [InlineData("m z", "'m' is continuous and is 0 or missing in such a row")]
    public void A_continuous_condition_that_does_not_always_hold_is_refused(string inputs, string expected)
    {
        Density density = DensityEstimate.Conditional(Learn("y z m", "CCC", "1 0 4", "2 5 -", "3 6 7"), Requests.Names(inputs));
        Assert.Contains($"Values of '{inputs[2..]}' are not counted by '{inputs[..1]}': ", density.Error!, StringComparison.Ordinal);
        Assert.Contains(expected, density.Error!, StringComparison.Ordinal);
    }

    [Fact]
    public void A_condition_is_refused_when_there_are_too_many_pairs_or_its_rows_came_in_uncounted()
    {
        string flags = string.Join(' ', Enumerable.Range(0, 513).Select(i => $"b{i}")), ones = string.Join(' ', Enumerable.Repeat("1", 513));
        string zeros = ones.Replace('1', '0'), types = "CC" + new string('B', 513);
        SufficientStatistics wide = Learn($"x y {flags}", types, $"1 2 {ones}", $"3 4 {zeros}");
        Assert.Contains(
            "for up to 1024 pairs of a continuous and a binary attribute, and this project has 1026 of 2 continuous and 513 binary attributes",
            DensityEstimate.Conditional(wide, Requests.Names("b0 x")).Error!,
            StringComparison.Ordinal);

        SufficientStatistics mixed = wide.Select(["x", "b0"]).Merge(Learn("x b0", "CB", "1 1", "2 0"));
        Assert.Contains(
            "rows where 'b0' is 1 came in without such counts", DensityEstimate.Conditional(mixed, Requests.Names("b0 x")).Error!, StringComparison.Ordinal);

        SufficientStatistics off = TestTable.Of("x b0", "1 1", "2 0").Learn(types: Types("CB"));
        Assert.Contains(
            "'x' was learned while the histogram was off", DensityEstimate.Conditional(off, Requests.Names("b0 x")).Error!, StringComparison.Ordinal);
    }

    private static SufficientStatistics Learn(string names, string types, params string[] rows) =>
        TestTable.Of(names, rows).Learn(types: Types(types), valueCounts: true);

    private static ImmutableArray<ColumnType> Types(string letters) => [.. letters.Select(letter => (ColumnType)letter)];

    private static Dictionary<string, double> Ask(
        string metric, SufficientStatistics statistics, string inputs, string targets, params (string Key, string Value)[] extra) =>
        ExploreMetrics.Find(metric).Compute(statistics, Requests.Names(inputs, targets, extra), Histogram).ToDictionary();

    private static Dictionary<string, double> Ask(string metric, SufficientStatistics statistics, string inputs, string targets, ExploreOptions options) =>
        ExploreMetrics.Find(metric).Compute(statistics, Requests.Names(inputs, targets), options).ToDictionary();

    /// <summary>An attribute of Iris in the rows where a flag has a value; every number of Iris has one decimal place at most.</summary>
    private static int[] Tenths(string attribute, string flag, int value) =>
    [
        .. Iris.Rows.Where(row => row[Iris.Names.IndexOf(flag)] == $"{value}")
            .Select(row => (int)(decimal.Parse(row[Iris.Names.IndexOf(attribute)], CultureInfo.InvariantCulture) * 10)),
    ];

    /// <summary>Equal bins; a value on the k-th inner edge of b counts below it when k is more than b/2.</summary>
    private static long[] Bins(int[] values, int min, int max, int bins)
    {
        var counts = new long[bins];
        foreach (int value in values)
        {
            (int edge, int rest) = Math.DivRem((value - min) * bins, max - min);
            counts[edge == bins || (rest == 0 && 2 * edge > bins) ? edge - 1 : edge]++;
        }

        return counts;
    }

    /// <summary>The mutual information in bits of bins and two classes: H(bins) + H(classes) − H(both).</summary>
    private static double Information(long[] ones, long[] zeros) =>
        Entropy(ones.Zip(zeros, (one, zero) => one + zero)) + Entropy([ones.Sum(), zeros.Sum()]) - Entropy(ones.Concat(zeros));

    private static double Entropy(params IEnumerable<long> counts)
    {
        double total = counts.Sum();
        return -counts.Where(count => count > 0).Sum(count => count / total * Math.Log2(count / total));
    }
}
