using System.Collections.Immutable;
using Fusion.Models.Tests.Support;
using Fusion.Statistics;
using Fusion.Statistics.Frames;

namespace Fusion.Models.Tests;

/// <summary>Edge cases of the tests: answered where the data are at fault, refused by name where the request is.</summary>
public class TestMetricsSpec
{
    private const double Infinity = double.PositiveInfinity;

    private static readonly SufficientStatistics Table = TestTable.Of(
        "x y same b c never",
        "1 2 5 1 0 -",
        "2 3 5 1 0 -",
        "4 3 5 0 1 -",
        "9 8 5 0 1 -",
        "3 1 5 0 0 -").Learn(types: [.. "CCCBBC".Select(letter => (ColumnType)letter)]);

    [Fact]
    public void Keys_come_in_documented_order()
    {
        Assert.Equal("zn1 zn2 zm1 zm2 zs1 zs2 z zp", Keys("ztest", "x y"));
        Assert.Equal("z zp", Keys("ztestp", "b c"));
        Assert.Equal("z zp", Keys("ztestmu", "x", "", "sml_explore_ztest_known_mu=3"));
        Assert.Equal("fn1 fn2 fm1 fm2 fs1 fs2 fdf1 fdf2 f fp", Keys("ftest", "x y"));
        Assert.Equal("f fp", Keys("ftestmu", "x", "", "sml_explore_ftest_known_sigma=3"));
        Assert.Equal("tn1 tn2 tm1 tm2 ts1 ts2 t tdf tp tu tdfu tpu", Keys("ttest", "x y"));
        Assert.Equal("t tp", Keys("ttestmu", "x", "", "sml_explore_ttest_known_mu=3"));
        Assert.Equal("SSb SSw Dfb Dfw MSb MSw F Ssgamma Dfgamma P", Keys("anova", "x y"));
        Assert.Equal("chiStat df pval coef obs$b:b obs$b:c", Keys("chi2", "b", "b c"));
        Assert.Equal("gain", Keys("gain", "b", "c"));
    }

    [Fact]
    public void Groups_may_be_named_as_inputs_or_as_targets() =>
        Assert.Equal(Ask("ttest", "x b c"), Ask("ttest", "x", "b c"));

    [Fact]
    public void The_older_spelling_of_a_parameter_and_of_a_metric_counts()
    {
        Assert.Equal(
            Ask("ztestmu", "x", "", "sml_explore_ztest_known_mu=3"), Ask("ztestmu", "x", "", "sml.explore.ztest.known_mu=3"));
        Assert.Equal("ftestmu", ExploreMetrics.Find("ftestsima").Id);
        Assert.Equal("ftestmu", ExploreMetrics.Find("ftestsigma").Id);
    }

    [Theory]
    [InlineData("ztest", "same same", "z=0 zp=1")]
    [InlineData("ttest", "same same", "t=0 tp=1 tu=0 tpu=1 tdfu=NaN")]
    [InlineData("ftest", "same same", "f=NaN fp=NaN")]
    [InlineData("ftest", "x same", "f=Infinity fp=0")]
    [InlineData("ftest", "same x", "f=0 fp=0")]
    [InlineData("anova", "same same", "SSb=0 SSw=0 F=NaN P=NaN")]
    [InlineData("ztest", "x never", "zn2=0 zm2=NaN z=NaN zp=NaN")]
    [InlineData("ttest", "x never", "tn2=0 t=NaN tp=NaN tu=NaN tpu=NaN")]
    [InlineData("ftest", "never x", "f=NaN fp=NaN")]
    [InlineData("anova", "x never", "Dfb=NaN F=NaN P=NaN")]
    [InlineData("anova", "never never", "SSb=NaN F=NaN P=NaN")]
    public void A_constant_or_missing_attribute_is_answered(string metric, string inputs, string expected) => AssertAnswers(Ask(metric, inputs), expected);

    [Theory]
    [InlineData("ztestmu", "same", "sml_explore_ztest_known_mu=5", "z=0 zp=1")]
    [InlineData("ztestmu", "same", "sml_explore_ztest_known_mu=4", "z=Infinity zp=0")]
    [InlineData("ttestmu", "same", "sml_explore_ttest_known_mu=6", "t=-Infinity tp=0")]
    [InlineData("ttestmu", "never", "sml_explore_ttest_known_mu=6", "t=NaN tp=NaN")]
    [InlineData("ftestmu", "same", "sml_explore_ftest_known_sigma=2", "f=0 fp=0")]
    [InlineData("ftestmu", "never", "sml_explore_ftest_known_sigma=2", "f=NaN fp=NaN")]
    public void A_known_value_is_compared_with_a_constant_or_missing_attribute(string metric, string input, string parameter, string expected) =>
        AssertAnswers(Ask(metric, input, "", parameter), expected);

    [Fact]
    public void Groups_without_variance_whose_means_differ_are_infinitely_apart()
    {
        SufficientStatistics two = TestTable.Of("x y", "1 2", "1 2", "1 2").Learn();
        AssertAnswers(Ask("anova", "x y", statistics: two), "SSb=1.5 SSw=0 F=Infinity P=0");
        AssertAnswers(Ask("ttest", "x y", statistics: two), "t=-Infinity tp=0 tu=-Infinity tpu=0");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Few_rows_are_answered(int rows)
    {
        string[] lines = [.. new[] { "1 2 1 0", "2 4 0 1" }.Take(rows)];
        ImmutableArray<ColumnType> types = [.. "CCBB".Select(letter => (ColumnType)letter)];
        SufficientStatistics few = TestTable.Of("x y b c", [.. lines.DefaultIfEmpty("- - - -")]).Learn(types: types);
        Assert.Equal(rows, Ask("ztest", "x y", statistics: few)["zn1"]);
        Assert.Equal(rows < 2, double.IsNaN(Ask("ttest", "x y", statistics: few)["t"]));
        Assert.Equal(rows < 2, double.IsNaN(Ask("ftest", "x y", statistics: few)["f"]));
        Assert.Equal(rows < 2, double.IsNaN(Ask("anova", "x y", statistics: few)["F"]));
        Assert.Equal(rows == 0, double.IsNaN(Ask("ztestp", "b c", statistics: few)["z"]));
        Assert.Equal(rows == 0, double.IsNaN(Ask("gain", "b", "c", statistics: few)["gain"]));
        Assert.Equal(rows == 0, double.IsNaN(Ask("gain", "x", "c", statistics: few)["gain"]));
        Assert.Equal(double.NaN, Ask("chi2", "b", "c", statistics: few)["chiStat"]);
    }

    [Fact]
    public void Attributes_never_seen_together_have_no_table()
    {
        SufficientStatistics apart = TestTable.Of("b c x", "1 - 1", "0 - 2", "- 1 -", "- 0 -").Learn();
        AssertAnswers(Ask("chi2", "b", "c", statistics: apart), "chiStat=NaN df=NaN pval=NaN coef=NaN obs$b:c=0");
        AssertAnswers(Ask("gain", "b", "c", statistics: apart), "gain=NaN");
        AssertAnswers(Ask("gain", "x", "c", statistics: apart), "gain=NaN");
        AssertAnswers(Ask("ztest", "x c c", statistics: apart), "zn1=0 z=NaN zp=NaN");
    }

    [Fact]
    public void Empty_rows_and_columns_of_a_table_do_not_count()
    {
        Dictionary<string, double> answer = Ask("chi2", "4 5 12", "13 14", file: "Iris_rtlm.csv");
        Assert.Equal(Ask("chi2", "4 5", "13 14", file: "Iris_rtlm.csv")["chiStat"], answer["chiStat"]);
        Assert.Equal((1, 0), (answer["df"], answer["obs$12:13"])); // setosa is neither
    }

    [Fact]
    public void A_category_column_stands_for_its_values()
    {
        SufficientStatistics colours = TestTable.Of("colour size x b", "red s 1 1", "red s 2 1", "blue l 7 0", "green l 8 0", "blue l 9 1")
            .Learn(types: [.. "TTCB".Select(letter => (ColumnType)letter)]);
        Dictionary<string, double> table = Ask("chi2", "colour", "size", statistics: colours);
        Assert.Equal((5, 2, 2), (table["chiStat"], table["df"], table["obs$colour$red:size$s"]));
        Assert.Equal(2, Ask("anova", "x", "colour", statistics: colours)["Dfb"]);
        Assert.Equal(-((0.4 * Math.Log2(0.4)) + (0.6 * Math.Log2(0.6))), Ask("gain", "colour", "size", statistics: colours)["gain"], 1e-15);
        Assert.InRange(Ask("gain", "x", "size", statistics: colours)["gain"], 0.5, 0.971);
    }

    [Fact]
    public void The_gain_of_a_continuous_input_lies_between_nothing_and_all()
    {
        AssertAnswers(Ask("gain", "same", "b"), "gain=0");
        SufficientStatistics told = TestTable.Of("x b", "1 0", "1 0", "2 1", "2 1").Learn();
        AssertAnswers(Ask("gain", "x", "b", statistics: told), "gain=1");
    }

    [Theory]
    [InlineData("ztest", "x", "", "compares two input attributes, or one input in the rows of two binary attributes; 1 input and 0 targets given")]
    [InlineData("ttest", "x y same", "", "needs binary attributes to choose rows; 'y' is continuous")]
    [InlineData("ftest", "x b c", "b", "3 inputs and 1 target given")]
    [InlineData("ztestp", "b x", "", "needs binary attributes to compare proportions; 'x' is continuous")]
    [InlineData("ztestp", "b", "", "needs 2 input attributes; 1 given")]
    [InlineData("ztestmu", "x", "", "Parameter 'sml_explore_ztest_known_mu' is required")]
    [InlineData("anova", "x", "", "at least two input attributes, or one input and binary targets; 1 input and 0 targets given")]
    [InlineData("anova", "x y", "b", "2 inputs and 1 target given")]
    [InlineData("anova", "x", "y", "needs binary attributes to form groups; 'y' is continuous")]
    [InlineData("chi2", "x", "b", "needs binary attributes to be classes; 'x' is continuous")]
    [InlineData("chi2", "b c", "", "'b' is an attribute")]
    [InlineData("gain", "x", "y", "needs binary attributes to be the target; 'y' is continuous")]
    [InlineData("gain", "x", "", "needs an input and one target; 1 and 0 given")]
    [InlineData("ttest", "x nobody", "", "'nobody' in inputAttributeNames is no attribute")]
    public void A_wrong_request_is_refused_and_says_why(string metric, string inputs, string targets, string expected)
    {
        InvalidRequestException refusal = Assert.Throws<InvalidRequestException>(() => Ask(metric, inputs, targets));
        Assert.Contains(expected, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ftestmu", "sml_explore_ftest_known_sigma=0")]
    [InlineData("ftestmu", "sml_explore_ftest_known_sigma=-1")]
    [InlineData("ttestmu", "sml_explore_ttest_known_mu=three")]
    public void A_known_value_that_can_not_be_is_refused_by_name(string metric, string parameter)
    {
        InvalidRequestException refusal = Assert.Throws<InvalidRequestException>(() => Ask(metric, "x", "", parameter));
        Assert.Contains($"'{parameter.Split('=')[0]}' is '{parameter.Split('=')[1]}'", refusal.Message, StringComparison.Ordinal);
    }

    private static void AssertAnswers(Dictionary<string, double> answer, string expected)
    {
        foreach (string[] entry in expected.Split(' ').Select(entry => entry.Split('=')))
        {
            double number = entry[1] switch { "Infinity" => Infinity, "-Infinity" => -Infinity, "NaN" => double.NaN, var text => double.Parse(text, null) };
            Assert.Equal((entry[0], number), (entry[0], answer[entry[0]]));
        }
    }

    private static string Keys(string metric, string inputs, string targets = "", string parameter = "") =>
        string.Join(' ', Ask(metric, inputs, targets, parameter).Keys);

    private static Dictionary<string, double> Ask(
        string metric, string inputs, string targets = "", string parameter = "", SufficientStatistics? statistics = null, string? file = null)
    {
        (string, string)[] parameters = parameter.Length == 0 ? [] : [(parameter.Split('=')[0], parameter.Split('=')[1])];
        MlContext context = file is null ? Requests.Names(inputs, targets, parameters) : Requests.Indexes(inputs, targets);
        SufficientStatistics asked = statistics ?? (file is null ? Table : TestTable.Learned(file));
        return ExploreMetrics.Find(metric).Compute(asked, context, new ExploreOptions()).ToDictionary();
    }
}
