using System.Globalization;
using Fusion.Models.Drift;
using Fusion.Models.Numerics;
using Fusion.Models.Tests.Support;
using Fusion.Statistics;
using Fusion.Statistics.Frames;

namespace Fusion.Models.Tests;

public class DataDriftSpec
{
    [Theory]
    [InlineData("2 3 4 5 6", 0.6534064929126658)] // t = 1 on 8 degrees: p = 0.34659350708733…; F = 1
    [InlineData("-1 1 3 5 7", 0.792)] // t = 0; F = ¼ on 4 and 4 degrees: p = 2·(3x² − 2x³) at x = 1/5
    [InlineData("1 2 3 4 5", 0)]
    [InlineData("9 9 9 9 9", 1)]
    public void Tests_of_mean_and_variance_make_the_statistical_drift(string analysis, double expected) =>
        Assert.Equal(expected, Drift(DataDrift.MarginalStat, Column("1 2 3 4 5"), Column(analysis))["x_drift"], 1e-12);

    [Fact]
    public void Of_a_binary_attribute_only_the_shares_are_tested()
    {
        double drift = Drift(DataDrift.MarginalStat, Column("0 0 0 0 0 0 0 1", 'B'), Column("0 1 0 1 0 1 0 1", 'B'))["x_drift"];
        double t = 0.375 / Math.Sqrt((0.125 / 8) + (2.0 / 7 / 8)); // shares ⅛ and ½, unbiased variances ⅛ and 2/7
        double degrees = Math.Pow((0.125 / 8) + (2.0 / 7 / 8), 2) / ((Math.Pow(0.125 / 8, 2) + Math.Pow(2.0 / 7 / 8, 2)) / 7);
        Assert.Equal(1 - StudentT.TwoSided(t, degrees), drift, 1e-12);
    }

    [Theory]
    [InlineData(true, 0.25)] // every value moves by 1 in a range of 4
    [InlineData(false, 0.472135955)] // 1/(1 + √1.25)
    public void Counted_values_give_a_distance_of_distributions_and_moments_a_shift(bool counted, double expected) =>
        Assert.Equal(expected, Drift(DataDrift.MarginalNonStat, Column("0 1 2 3", 'C', counted), Column("1 2 3 4", 'C', counted))["x_drift"], 1e-9);

    [Fact]
    public void The_distance_sees_what_mean_and_variance_hide()
    {
        SufficientStatistics even = Column("-2 -2 2 2", 'C', true), odd = Column("-2 2 -2 2", 'C', true), other = Column("-1 -1 -1 3", 'C', true);
        Assert.Equal(0, Drift(DataDrift.MarginalNonStat, even, odd)["x_drift"]);
        Assert.Equal(0.3, Drift(DataDrift.MarginalNonStat, even, other)["x_drift"], 1e-12); // areas ½ + ¾ + ¼ of 5
    }

    [Fact]
    public void Binary_shares_are_compared_without_histograms() =>
        Assert.Equal(0.25, Drift(DataDrift.MarginalNonStat, Column("0 1 0 1", 'B'), Column("1 1 0 1", 'B'))["x_drift"], 1e-12);

    [Fact]
    public void Global_is_the_mean_of_both_and_the_score_the_mean_of_the_attributes()
    {
        SufficientStatistics before = Table("x y", "1 1", "2 5", "3 2", "4 9"), after = Table("y x", "4 2", "4 3", "8 5", "1 9");
        Dictionary<string, double> stat = Drift(DataDrift.MarginalStat, before, after), distance = Drift(DataDrift.MarginalNonStat, before, after);
        Dictionary<string, double> global = Drift(DataDrift.Global, before, after);
        Assert.Equal(["driftScore", "x_drift", "y_drift"], global.Keys);
        Assert.Equal((stat["x_drift"] + distance["x_drift"]) / 2, global["x_drift"]);
        Assert.Equal((global["x_drift"] + global["y_drift"]) / 2, global["driftScore"]);
    }

    [Fact]
    public void An_attribute_without_rows_on_a_side_does_not_count_in_the_mean()
    {
        Dictionary<string, double> drift = Drift(DataDrift.MarginalNonStat, Table("x y", "1 1", "2 2"), Table("x y", "1 -", "2 -").Merge(Table("y", "1")).Subtract(Table("y", "1")));
        Assert.Equal((0, double.NaN), (drift["driftScore"], drift["y_drift"]));
    }

    [Fact]
    public void Reconstruction_errors_grow_with_the_distance_from_the_components()
    {
        SufficientStatistics correlated = Table("x y", "1 1", "1 1", "1 1", "1 1", "-1 -1", "-1 -1", "-1 -1", "-1 -1", "1 -1", "-1 1"); // r = 0.6
        SufficientStatistics free = Table("x y", "1 1", "1 -1", "-1 1", "-1 -1"); // E₀ = 1 − r = 0.4, E₁ = 1
        Dictionary<string, double> drift = Drift(DataDrift.PcaReconstructionError, correlated, free);
        Assert.Equal([0.6, 0.6, 0.6], drift.Values.Select(value => Math.Round(value, 12)));
        Assert.All(Drift(DataDrift.PcaReconstructionError, correlated, correlated).Values, value => Assert.Equal(0, value));
        Assert.All(Drift(DataDrift.PcaReconstructionError, free, correlated).Values, value => Assert.InRange(value, 0, 0.38));
    }

    [Fact]
    public void A_single_attribute_has_no_component_to_be_rebuilt_from() // E₀ = 1, E₁ = 1 + 1²/2
        => Assert.Equal(1 / 3.0, Drift(DataDrift.PcaReconstructionError, Column("1 2 3 4 5"), Column("2 3 4 5 6"))["driftScore"], 1e-12);

    [Fact]
    public void What_was_constant_must_stay_so()
    {
        SufficientStatistics before = Table("x c", "1 7", "2 7", "3 7");
        Assert.Equal([0.0, 0.0, 0.0], Drift(DataDrift.PcaReconstructionError, before, before).Values);
        Assert.Equal(1, Drift(DataDrift.PcaReconstructionError, before, Table("x c", "1 7", "2 8", "3 7"))["driftScore"]);
    }

    [Theory]
    [InlineData("x y", "", "driftScore x_drift y_drift")]
    [InlineData("", "y", "driftScore y_drift")]
    [InlineData("", "y, x", "driftScore y_drift x_drift")]
    [InlineData("", "", "driftScore x_drift y_drift")]
    public void Attributes_are_named_on_top_or_among_the_parameters_or_are_all_common_ones(string top, string extra, string expected)
    {
        SufficientStatistics before = Table("x y z", "1 1 1", "2 5 2"), after = Table("y x", "4 2", "4 3");
        (string, string)[] parameters = [.. Parameters(DataDrift.Global), ("inputAttributeNames", extra)];
        Assert.Equal(expected, string.Join(' ', DataDrift.Measure(Requests.Names(top, "", parameters), before, after).Select(entry => entry.Key)));
    }

    [Theory]
    [InlineData("z", "The attribute [z] of inputAttributeNames is none of the project driftAnalysisProjectName names")]
    [InlineData("q", "'q' in inputAttributeNames is no attribute and no category column of the project; indexes go from 0 to 2.")]
    public void An_attribute_that_a_project_lacks_is_named(string name, string text)
    {
        MlContext context = Requests.Names(name, "", [.. Parameters(DataDrift.Global)]);
        Assert.Equal(text, Assert.Throws<InvalidRequestException>(() => DataDrift.Measure(context, Table("x y z", "1 1 1"), Table("x", "1"))).Message);
    }

    [Theory]
    [InlineData("driftPreferenceProjectName", "", "The extra parameter driftPreferenceProjectName is missing or empty")]
    [InlineData("driftAnalysisProjectName", " ", "The extra parameter driftAnalysisProjectName is missing or empty")]
    [InlineData("driftMetric", "", "The extra parameter driftMetric is missing or empty")]
    [InlineData("driftMetric", "psi", "The parameter driftMetric is [psi]; allowed are pca_reconstruction_error, global, marginal_stat, marginal_non_stat")]
    public void A_wrong_parameter_is_named(string key, string value, string text)
    {
        MlContext context = Requests.Names("", "", [.. Parameters(DataDrift.Global).Where(entry => entry.Key != key), (key, value)]);
        Assert.Equal(text, Assert.Throws<InvalidRequestException>(() => DriftRequest.Read(context)).Message);
    }

    [Theory]
    [InlineData(1.2, 5, 7, 0.7956)]
    [InlineData(1.1, 1500, 1500, 0.0651)]
    [InlineData(1.1, 900, 900, 0.1531)]
    public void The_tails_of_F_hold_on_both_sides_of_the_approximation(double ratio, double above, double below, double expected)
    {
        Assert.Equal(expected, FisherF.TwoSided(ratio, above, below), 2e-3);
        Assert.Equal(FisherF.TwoSided(ratio, above, below), FisherF.TwoSided(1 / ratio, below, above), 1e-9);
    }

    private static (string Key, string Value)[] Parameters(string metric) =>
        [("driftPreferenceProjectName", "a"), ("driftAnalysisProjectName", "b"), ("driftMetric", metric)];

    private static Dictionary<string, double> Drift(string metric, SufficientStatistics before, SufficientStatistics after) =>
        new(DataDrift.Measure(Requests.Names("", "", Parameters(metric)), before, after));

    private static SufficientStatistics Table(string names, params string[] rows) => TestTable.Of(names, rows)
        .Learn(types: [.. names.Split(' ').Select(_ => ColumnType.Continuous)]);

    private static SufficientStatistics Column(string values, char type = 'C', bool counted = false)
    {
        DataFrame frame = TestTable.Of("x", values.Split(' ')).ToFrame([ColumnTypes.Parse(type.ToString(CultureInfo.InvariantCulture))]);
        return SufficientStatistics.Of(FrameEncoder.Encode(frame, AttributeCatalog.Empty, EncodeOptions.Default).Blocks, counted);
    }
}
