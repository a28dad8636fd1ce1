using Fusion.Models.Tests.Support;
using Fusion.Statistics;
using Fusion.Statistics.Frames;

namespace Fusion.Models.Tests;

public class ExplorationSpec
{
    private const double Tolerance = 1e-14;

    [Fact]
    public void Univariate_answers_its_keys_in_documented_order()
    {
        SufficientStatistics statistics = TestTable.Of("x", "1", "2", "4", "9").Learn();
        string[] keys = ["count", "mean", "variance", "stddev", "skewness", "kurtosis", "stderr", "meanMarginErrorC95"];
        Assert.Equal(keys, Compute("uni", statistics, "x").Keys);
        Assert.Equal([.. keys, "min", "max"], Compute("uni", statistics, "x", new ExploreOptions(Histogram: true)).Keys);
    }

    [Fact]
    public void Univariate_follows_its_formulas()
    {
        Dictionary<string, double> answer = Compute("uni", TestTable.Of("x", "1", "2", "4", "9").Learn(), "x", new ExploreOptions(Histogram: true));
        Assert.Equal(4, answer["count"]);
        Assert.Equal(4, answer["mean"]);
        Assert.Equal(9.5, answer["variance"]);
        Assert.Equal(Math.Sqrt(9.5), answer["stddev"], Tolerance);
        Assert.Equal(16 / 6.0 * (90 / 4.0) / Math.Pow(9.5, 1.5), answer["skewness"], Tolerance);
        Assert.Equal((3 / 2.0 * ((5 * ((722 / 4.0 / 90.25) - 3)) + 6)), answer["kurtosis"], 1e-13);
        Assert.Equal(Math.Sqrt(9.5) / 2, answer["stderr"], Tolerance);
        Assert.Equal(3.1824463052837096 * Math.Sqrt(9.5) / 2, answer["meanMarginErrorC95"], 1e-13); // t₀.₉₇₅(3)
        Assert.Equal(1, answer["min"]);
        Assert.Equal(9, answer["max"]);
    }

    [Fact]
    public void Without_a_row_everything_but_the_count_is_undefined()
    {
        Dictionary<string, double> answer = Compute("uni", TestTable.Of("x y", "- 1").Learn(types: [ColumnType.Continuous, ColumnType.Continuous]), "x");
        Assert.Equal(0, answer["count"]);
        Assert.All(answer.Where(entry => entry.Key != "count"), entry => Assert.Equal(double.NaN, entry.Value));
    }

    [Fact]
    public void One_row_has_a_mean_and_no_margin()
    {
        Dictionary<string, double> answer = Compute("uni", TestTable.Of("x", "7.5").Learn(), "x");
        Assert.Equal((1, 7.5, 0, 0), (answer["count"], answer["mean"], answer["variance"], answer["stderr"]));
        Assert.Equal(double.NaN, answer["meanMarginErrorC95"]);
        Assert.Equal(double.NaN, answer["skewness"]);
    }

    [Fact]
    public void Two_rows_have_a_margin_and_no_skewness()
    {
        Dictionary<string, double> answer = Compute("uni", TestTable.Of("x", "1", "3").Learn(), "x");
        Assert.Equal(12.706204736174705 / Math.Sqrt(2), answer["meanMarginErrorC95"], 1e-12); // t₀.₉₇₅(1)
        Assert.Equal(double.NaN, answer["skewness"]);
        Assert.Equal(double.NaN, answer["kurtosis"]);
    }

    [Fact]
    public void A_constant_attribute_has_margin_zero_and_no_shape()
    {
        Dictionary<string, double> answer = Compute("uni", TestTable.Of("x", "0.1", "0.1", "0.1", "0.1", "0.1").Learn(), "x");
        Assert.Equal((0.1, 0, 0, 0, 0), (answer["mean"], answer["variance"], answer["stddev"], answer["stderr"], answer["meanMarginErrorC95"]));
        Assert.Equal(double.NaN, answer["skewness"]);
        Assert.Equal(double.NaN, answer["kurtosis"]);
    }

    [Fact]
    public void Bivariate_answers_its_keys_in_documented_order_and_conditions_on_the_second()
    {
        SufficientStatistics statistics = TestTable.Of("x b", "1 1", "2 0", "4 1", "9 1").Learn();
        Dictionary<string, double> answer = Compute("bi", statistics, "x b");
        Assert.Equal(["covar", "linCorr", "condMean", "condCount", "condVariance", "condSum", "condStddev", "biCi95Down", "biCi95Up"], answer.Keys);
        double mean = 14 / 3.0, variance = (98 / 3.0) - (mean * mean);
        double margin = 4.3026527297494639 * Math.Sqrt(variance / 3); // t₀.₉₇₅(2)
        Assert.Equal(0.5, answer["covar"]);
        Assert.Equal(0.5 / Math.Sqrt(9.5 * 0.1875), answer["linCorr"], Tolerance);
        Assert.Equal((3, 14, mean), (answer["condCount"], answer["condSum"], answer["condMean"]));
        Assert.Equal(variance, answer["condVariance"], 1e-13);
        Assert.Equal(Math.Sqrt(variance), answer["condStddev"], 1e-13);
        Assert.Equal(mean - margin, answer["biCi95Down"], 1e-12);
        Assert.Equal(mean + margin, answer["biCi95Up"], 1e-12);
    }

    [Fact]
    public void A_constant_attribute_has_covariance_zero_and_no_correlation()
    {
        Dictionary<string, double> answer = Compute("bi", TestTable.Of("x y", "0.1 1", "0.1 2", "0.1 4").Learn(), "x y");
        Assert.Equal(0, answer["covar"]);
        Assert.Equal(double.NaN, answer["linCorr"]);
    }

    [Fact]
    public void Attributes_never_seen_together_have_count_zero_and_nothing_else()
    {
        Dictionary<string, double> answer = Compute("bi", TestTable.Of("x y", "1 -", "- 2", "3 -", "- 5").Learn(), "x y");
        Assert.Equal(0, answer["condCount"]);
        Assert.Equal(0, answer["condSum"]);
        Assert.All(answer.Where(entry => entry.Key is not ("condCount" or "condSum")), entry => Assert.Equal(double.NaN, entry.Value));
    }

    [Fact]
    public void A_condition_that_holds_once_has_no_interval()
    {
        Dictionary<string, double> answer = Compute("bi", TestTable.Of("x b", "1 0", "2 1", "4 0").Learn(), "x b");
        Assert.Equal((1, 2, 0), (answer["condCount"], answer["condMean"], answer["condVariance"]));
        Assert.Equal(double.NaN, answer["biCi95Down"]);
    }

    [Fact]
    public void Rounding_applies_to_every_number_and_leaves_undefined_ones_alone()
    {
        SufficientStatistics statistics = TestTable.Of("x", "1", "3", "3").Learn();
        Dictionary<string, double> answer = Compute("uni", statistics, "x", new ExploreOptions(Rounding: ExploreRounding.Parse("%.2f")));
        Assert.Equal((233 * 0.01, 89 * 0.01, 94 * 0.01), (answer["mean"], answer["variance"], answer["stddev"]));
        Assert.Equal(double.NaN, answer["kurtosis"]);
    }

    [Theory]
    [InlineData("%4f")]
    [InlineData("%.99f")]
    [InlineData("%.-1f")]
    [InlineData("%.4e")]
    [InlineData("%.f")]
    public void A_format_that_is_none_is_refused(string format) => Assert.Equal(
        $"The exploration format '{format}' is unknown; allowed are %.0f to %.15f.",
        Assert.Throws<InvalidRequestException>(() => ExploreRounding.Parse(format)).Message);

    [Theory]
    [InlineData("uni", "", "Metric 'uni' needs 1 input attribute; 0 given.")]
    [InlineData("bi", "x", "Metric 'bi' needs 2 input attributes; 1 given.")]
    [InlineData("bi", "x nose", "'nose' in inputAttributeNames is no attribute and no category column of the project; indexes go from 0 to 2.")]
    [InlineData("uni", "colour", "Metric 'uni' needs attributes; 'colour' is a category column, its attributes are 'colour$…'.")]
    public void A_wrong_request_is_refused_by_name(string metric, string inputs, string message)
    {
        SufficientStatistics statistics = TestTable.Of("x colour", "1 red", "2 blue").Learn(types: [ColumnType.Continuous, ColumnType.Category]);
        Assert.Equal(message, Assert.Throws<InvalidRequestException>(() => Compute(metric, statistics, inputs)).Message);
    }

    [Fact]
    public void An_unknown_metric_is_refused_with_those_allowed() => Assert.Equal(
        "Unknown metric 'mode'; allowed are uni, bi, ztest, ztestp, ztestmu, ftest, ftestmu, ttest, ttestmu, anova, chi2, gain, corrmatrix, covmatrix.", Assert.Throws<InvalidRequestException>(() => ExploreMetrics.Find("mode")).Message);

    private static Dictionary<string, double> Compute(string metric, SufficientStatistics statistics, string inputs, ExploreOptions? options = null) =>
        new(ExploreMetrics.Find(metric).Compute(statistics, Requests.Names(inputs), options ?? new ExploreOptions()));
}
