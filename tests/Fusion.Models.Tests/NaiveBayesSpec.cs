using System.Globalization;
using Fusion.Models.Tests.Support;
using Fusion.Statistics;
using Fusion.Statistics.Frames;

namespace Fusion.Models.Tests;

public class NaiveBayesSpec
{
    private static readonly IAlgorithm Bayes = Algorithms.Find("bayes");

    /// <summary>Class 0: x 1, 3, f 0, 1; class 1: x 4, 6, f 1, 1.</summary>
    private static readonly TestTable Small = TestTable.Of("x f y", "1 0 0", "3 1 0", "4 1 1", "6 1 1");

    [Fact]
    public void The_posterior_is_that_of_the_definition()
    {
        FittedModel model = Bayes.Fit("m", Small.Learn(), Requests.Names("x f", "y"));
        double Normal(double x, double mean) => Math.Exp(-0.5 * (x - mean) * (x - mean));
        double zero = Normal(3.25, 2) * 0.5, one = Normal(3.25, 5) * 0.75;
        Assert.Equal(one / (zero + one), Probability(model, 3.25, 1), 1e-15);
        Assert.Equal("0", Bayes.Predict(model, [3.25, 1])[0].Value);
        Assert.Equal("1", Bayes.Predict(model, [4, 1])[0].Value);
    }

    [Fact]
    public void Keys_and_texts_are_the_documented_ones()
    {
        FittedModel model = Bayes.Fit("m", Small.Learn(), Requests.Names("f x", "y", ("note", "kept")));
        Assert.Equal(["res", "Prob"], Bayes.Predict(model, [1, 4]).Select(entry => entry.Key));
        Assert.Equal(["res", "Prob"], model.PredictInfo.AsEnumerable());
        Assert.Equal(["Prob"], model.ScoreInfo.AsEnumerable());
        Assert.Equal(["buildStatus", "note"], model.Info.Keys);
        Assert.Empty(model.Extra);
    }

    [Fact]
    public void Products_give_the_same_until_they_underflow()
    {
        FittedModel logarithms = Bayes.Fit("m", Small.Learn(), Requests.Names("x f", "y"));
        FittedModel products = Bayes.Fit("m", Small.Learn(), Requests.Names("x f", "y", ("use_log_likelihood", "false")));
        Assert.Equal(Probability(logarithms, 3, 1), Probability(products, 3, 1), 1e-15);
        Assert.Equal(1, Probability(logarithms, 100, 1));
        Assert.Equal(0.5, Probability(products, 100, 1));
    }

    [Fact]
    public void Without_smoothing_an_input_may_rule_a_class_out_and_both_leave_the_prior()
    {
        TestTable table = TestTable.Of("f g y", "0 1 0", "1 1 0", "1 0 1", "1 1 1", "1 0 1");
        FittedModel model = Bayes.Fit("m", table.Learn(), Requests.Names("f g", "y", ("laplace_factor", "0")));
        Assert.Equal(0, Probability(model, 0, 1));
        Assert.Equal(1, Probability(model, 1, 0));
        Assert.Equal(0.6, Probability(model, 0, 0));
    }

    [Fact]
    public void An_input_constant_within_a_class_keeps_a_billionth_of_its_variance()
    {
        TestTable table = TestTable.Of("x y", "2 0", "2 0", "4 1", "8 1");
        FittedModel model = Bayes.Fit("m", table.Learn(types: [ColumnType.Continuous, ColumnType.Binary]), Requests.Names("x", "y"));
        Assert.Equal(6e-9, model.Parameters["variance0"][0], 1e-23);
        Assert.Equal(4, model.Parameters["variance1"][0]);
        Assert.True(Probability(model, 2) < 1e-3);
        Assert.Equal(1, Probability(model, 2.1));
    }

    [Fact]
    public void An_input_constant_in_all_rows_says_nothing()
    {
        TestTable table = TestTable.Of("x k y", "1 7 0", "3 7 0", "4 7 1", "7 7 1");
        SufficientStatistics statistics = table.Learn();
        FittedModel without = Bayes.Fit("m", statistics, Requests.Names("x", "y")), with = Bayes.Fit("m", statistics, Requests.Names("x k", "y"));
        Assert.Equal(Probability(without, 3.7), Probability(with, 3.7, 5), 1e-15);
    }

    [Fact]
    public void Each_input_is_taken_over_the_rows_that_have_it()
    {
        TestTable gaps = Small with { Rows = Small.Rows.Add(["", "", "0"]).Add(["", "", "1"]).Add(["5", "1", ""]) };
        FittedModel expected = Bayes.Fit("m", Small.Learn(), Requests.Names("x f", "y")), actual = Bayes.Fit("m", gaps.Learn(), Requests.Names("x f", "y"));
        Assert.All(expected.Parameters, parameter => Assert.Equal(parameter.Value.AsEnumerable(), actual.Parameters[parameter.Key].AsEnumerable()));
    }

    [Theory]
    [InlineData("No row has a value of 'y'.", "1 -", "2 -")]
    [InlineData("No row has a value of both 'x' and 'y'.", "1 -", "2 -", "- 1", "- 0")]
    [InlineData("The target 'y' has one class only: it is 1 in every row.", "1 1", "2 1")]
    [InlineData("The rows that have a value of 'x' are of one class of 'y' only.", "1 0", "2 0", "- 1")]
    public void Data_that_do_not_determine_the_model_are_named(string message, params string[] rows)
    {
        SufficientStatistics statistics = TestTable.Of("x y", rows).Learn(types: [ColumnType.Continuous, ColumnType.Binary]);
        Assert.Equal(message, Assert.Throws<FitException>(() => Bayes.Fit("m", statistics, Requests.Names("x", "y"))).Message);
    }

    [Theory]
    [InlineData("laplace_factor", "-1", "Parameter 'laplace_factor' is '-1'; allowed are finite numbers from 0.")]
    [InlineData("use_log_likelihood", "maybe", "Parameter 'use_log_likelihood' is 'maybe'; allowed are true, false, 1 and 0.")]
    public void A_wrong_parameter_is_refused_before_the_job(string key, string value, string message) => Assert.Equal(
        message, Assert.Throws<InvalidRequestException>(() => Bayes.Validate(Small.Learn().Schema, Requests.Names("x", "y", (key, value)))).Message);

    private static double Probability(FittedModel model, params double[] row) => double.Parse(Bayes.Predict(model, row)[1].Value, CultureInfo.InvariantCulture);
}
