using System.Globalization;
using Fusion.Models.Tests.Support;
using Fusion.Statistics;

namespace Fusion.Models.Tests;

public class OutOfSamplePrincipalComponentsSpec
{
    private static readonly IAlgorithm Oospca = Algorithms.Find("oospca");

    private static readonly TestTable Small = TestTable.Of("a b k", "1 1 5", "2 5 5", "4 2 5", "7 3 5", "9 8 5", "3 3 5");

    [Fact]
    public void A_row_has_a_score_and_whether_it_is_above_the_quantile()
    {
        FittedModel model = Oospca.Fit("m", Small.Learn(), Requests.Names("b a"));
        Assert.Empty(model.Targets);
        Assert.Equal(["oscore", "res"], model.PredictInfo.AsEnumerable());
        Assert.Equal(["oscore"], model.ScoreInfo.AsEnumerable());
        Assert.Equal("7.82405", model.Info["anomaly_threshold"]);
        Assert.Equal([new("res", "0"), new("oscore", "0")], Oospca.Predict(model, [22 / 6.0, 26 / 6.0]).AsEnumerable()); // the means of b and a
        Assert.Equal(["res", "oscore"], Oospca.Predict(model, [30, -20]).Select(entry => entry.Key));
        Assert.Equal("1", Oospca.Predict(model, [30, -20])[0].Value);
    }

    [Fact]
    public void Scores_of_the_rows_learned_average_the_number_of_components()
    {
        FittedModel model = Oospca.Fit("m", Small.Learn(), Requests.Names("a b"));
        Assert.Equal(2, ModelPredictor.Predict(model, Small.ToFrame()).Average(row => Parse(row[1].Value)), 1e-14);
    }

    [Fact]
    public void A_constant_input_and_a_copy_in_other_units_do_not_count()
    {
        FittedModel plain = Oospca.Fit("m", Small.Learn(), Requests.Names("a b"));
        TestTable more = TestTable.Of("a b k c", [.. Small.Rows.Select(row => $"{row[0]} {row[1]} 5 {1000 * int.Parse(row[0], null)}")]);
        FittedModel model = Oospca.Fit("m", more.Learn(), Requests.Names("a b k c"));
        Assert.Equal(plain.Parameters["anomaly_threshold"][0], model.Parameters["anomaly_threshold"][0]);
        Assert.Equal(Parse(Oospca.Predict(plain, [6, 1])[1].Value), Parse(Oospca.Predict(model, [6, 1, 99, 6000])[1].Value), 1e-10);
    }

    [Fact]
    public void A_threshold_of_the_request_wins()
    {
        FittedModel model = Oospca.Fit("m", Small.Learn(), Requests.Names("a", "", ("anomaly_threshold", "0.5")));
        double deviation = Math.Sqrt(Small.Column("a").Average(x => x * x) - Math.Pow(26 / 6.0, 2));
        Assert.Equal("0", Oospca.Predict(model, [(26 / 6.0) + (0.7 * deviation)])[0].Value); // 0.49
        Assert.Equal("1", Oospca.Predict(model, [(26 / 6.0) + (0.71 * deviation)])[0].Value); // 0.504
    }

    [Theory]
    [InlineData("a", "b", "", "", "Algorithm 'oospca' needs no target; 1 given.")]
    [InlineData("a", "", "anomaly_threshold", "-1", "Parameter 'anomaly_threshold' is '-1'; allowed are finite numbers from 0.")]
    [InlineData("a", "", "evt_anomaly_enabled", "true", "Parameter 'evt_anomaly_enabled' is 'true'; allowed are false.")]
    public void A_wrong_request_is_refused_before_the_job(string inputs, string targets, string key, string value, string message)
    {
        MlContext context = Requests.Names(inputs, targets, key.Length == 0 ? [] : [(key, value)]);
        Assert.Equal(message, Assert.Throws<InvalidRequestException>(() => Oospca.Validate(Small.Learn().Schema, context)).Message);
    }

    [Fact]
    public void Data_that_do_not_determine_the_model_are_named()
    {
        SufficientStatistics full = Small.Learn();
        Assert.Equal(
            "No input varies from row to row; the model needs at least one that does.",
            Assert.Throws<FitException>(() => Oospca.Fit("m", full, Requests.Names("k"))).Message);
        Assert.Equal("No row has a value of 'a'.", Assert.Throws<FitException>(() => Oospca.Fit("m", full.Subtract(full), Requests.Names("a b"))).Message);
    }

    [Fact]
    public void A_row_of_the_wrong_length_is_refused() => Assert.Throws<ArgumentException>(
        () => Oospca.Predict(Oospca.Fit("m", Small.Learn(), Requests.Names("a b")), [1]));

    private static double Parse(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
