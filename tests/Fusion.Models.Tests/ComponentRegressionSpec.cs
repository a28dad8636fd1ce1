using System.Collections.Immutable;
using System.Globalization;
using Fusion.Models.Tests.Support;
using Fusion.Statistics;

namespace Fusion.Models.Tests;

/// <summary>Regressions on components: plsq and pcr.</summary>
public class ComponentRegressionSpec
{
    private static readonly TestTable Small = TestTable.Of(
        "a b k y", "1 1 5 2", "2 5 5 0.5", "4 2 5 7", "7 3 5 12", "9 8 5 10", "3 3 5 4", "5 9 5 1");

    private static SufficientStatistics Iris => TestTable.Learned("Iris_rtlm.csv");

    [Theory]
    [InlineData("plsq")]
    [InlineData("pcr")]
    public void Every_number_of_components_has_its_key_and_the_last_is_the_result(string algorithm)
    {
        FittedModel model = Fit(algorithm, Small.Learn(), "b a", ("q", "2"));
        Assert.Equal(["1", "2", "res"], model.PredictInfo.AsEnumerable());
        Assert.Equal(["res"], model.ScoreInfo.AsEnumerable());
        var answer = Algorithms.Find(algorithm).Predict(model, [2, 4]); // in the order of the request: b, a
        Assert.Equal(["res", "1", "2"], answer.Select(entry => entry.Key));
        Assert.Equal(answer[0].Value, answer[2].Value);
        double[] row = [.. model.Extra["model"].Rows[0].Select(Parse)];
        Assert.Equal(["a", "b"], model.Extra["model"].Names.AsEnumerable());
        Assert.Equal(Parse(model.Extra["model_bias"].Rows[0][0]) + (4 * row[0]) + (2 * row[1]), Parse(answer[1].Value), 1e-13);
    }

    [Theory]
    [InlineData("plsq")]
    [InlineData("pcr")]
    public void With_oneq_only_the_largest_number_has_a_key(string algorithm)
    {
        FittedModel all = Fit(algorithm, Small.Learn(), "a b", ("q", "2"));
        FittedModel model = Fit(algorithm, Small.Learn(), "a b", ("q", "2"), ("oneq", "true"));
        Assert.Equal(["2", "res"], model.PredictInfo.AsEnumerable());
        Assert.Equal(["res", "2"], Algorithms.Find(algorithm).Predict(model, [4, 2]).Select(entry => entry.Key));
        Assert.Equal(all.Extra["model"].Rows[1].AsEnumerable(), model.Extra["model"].Rows.Select(row => row.Single()));
    }

    [Theory]
    [InlineData("plsq", "true")]
    [InlineData("plsq", "false")]
    [InlineData("pcr", "true")]
    [InlineData("pcr", "false")]
    public void All_components_are_least_squares(string algorithm, string standardize)
    {
        FittedModel model = Fit(algorithm, Iris, "sepal_width petal_length petal_width Iris_setosa", "sepal_length", ("q", "4"), ("standardize", standardize));
        FittedModel expected = Algorithms.Find("mlr").Fit("m", Iris, Requests.Names("sepal_width petal_length petal_width Iris_setosa", "sepal_length"));
        AssertClose(expected.Parameters["coefficients"], model.Parameters["coefficients"], 1e-14);
        AssertClose(expected.Parameters["intercept"], model.Parameters["intercept"], 1e-14);
    }

    [Theory]
    [InlineData("plsq")]
    [InlineData("pcr")]
    public void Inputs_that_double_precision_cannot_tell_apart_are_told_apart(string algorithm)
    {
        // y = 1 + x − x⁵ exactly; the correlation matrix of the powers has a condition number of 10⁹.
        string[] rows = [.. Enumerable.Range(10, 12).Select(x => $"{x} {x * x} {x * x * x} {x * x * x * x} {Math.Pow(x, 5)} {1 + x - Math.Pow(x, 5)}")];
        FittedModel model = Fit(algorithm, TestTable.Of("a b c d e y", rows).Learn(), "a b c d e", ("q", "5"));
        Assert.All(model.Parameters["coefficients"].Zip([1.0, 0, 0, 0, -1]), pair => Assert.Equal(pair.Second, pair.First, 1e-9));
    }

    [Theory]
    [InlineData("plsq")]
    [InlineData("pcr")]
    public void Components_beyond_the_rank_repeat_the_last(string algorithm)
    {
        const string inputs = "Iris_setosa Iris_versicolor Iris_virginica sepal_width";
        FittedModel model = Fit(algorithm, Iris, inputs, "sepal_length", ("q", "4"));
        FittedModel pseudo = Algorithms.Find("mlr").Fit("m", Iris, Requests.Names(inputs, "sepal_length", ("matrix_use_pseudoinv", "true")));
        var rows = model.Extra["model"].Rows;
        Assert.NotEqual(rows[1].AsEnumerable(), rows[2].AsEnumerable());
        Assert.Equal(rows[2].AsEnumerable(), rows[3].AsEnumerable());
        AssertClose(pseudo.Parameters["coefficients"], model.Parameters["coefficients"], 1e-10);
    }

    [Theory]
    [InlineData("plsq")]
    [InlineData("pcr")]
    public void Fewer_rows_than_inputs_are_met_exactly(string algorithm)
    {
        TestTable table = TestTable.Of("a b c d y", "1 2 5 3 1", "2 7 1 3 0", "4 4 2 8 5");
        FittedModel model = Fit(algorithm, table.Learn(), "a b c d", ("q", "4"));
        double[] actual = [.. ModelPredictor.Predict(model, table.ToFrame()).Select(row => Parse(row[0].Value))];
        Assert.All(actual.Zip([1.0, 0, 5]), pair => Assert.Equal(pair.Second, pair.First, 1e-13));
    }

    [Theory]
    [InlineData("plsq", "q", "3")]
    [InlineData("pcr", "q", "3")]
    [InlineData("pcr", "pcr_type", "full", "lambda", "0.1")]
    public void A_constant_input_has_coefficient_zero(string algorithm, params string[] parameters)
    {
        FittedModel model = Fit(algorithm, Small.Learn(), "a b k", Pairs(parameters));
        FittedModel without = Fit(algorithm, Small.Learn(), "a b", Pairs([.. parameters.Select(text => text == "3" ? "2" : text)]));
        Assert.Equal(0, model.Parameters["coefficients"][2]);
        Assert.Equal("0", model.Extra["sig"].Rows[2][0]);
        AssertClose(without.Parameters["coefficients"], model.Parameters["coefficients"][..2], 1e-12);
    }

    [Theory]
    [InlineData("plsq", "q", "2")]
    [InlineData("pcr", "q", "2")]
    [InlineData("pcr", "pcr_type", "full")]
    [InlineData("pcr", "pcr_type", "full", "aicc", "true")]
    public void A_constant_target_is_predicted(string algorithm, params string[] parameters)
    {
        FittedModel model = Algorithms.Find(algorithm).Fit("m", Small.Learn(), Requests.Names("a b", "k", Pairs(parameters)));
        Assert.Equal([0, 0], model.Parameters["coefficients"].AsEnumerable());
        Assert.Equal("5", Algorithms.Find(algorithm).Predict(model, [3, 4])[0].Value);
    }

    [Theory]
    [InlineData("plsq")]
    [InlineData("pcr")]
    public void Data_that_do_not_determine_the_model_are_named(string algorithm)
    {
        SufficientStatistics full = Small.Learn();
        const string constant = "No input varies from row to row; the model needs at least one that does.";
        Assert.Equal(constant, Assert.Throws<FitException>(() => Fit(algorithm, full, "k", ("q", "1"))).Message);
        Assert.Equal("No row has a value of 'a'.", Assert.Throws<FitException>(() => Fit(algorithm, full.Subtract(full), "a b", ("q", "1"))).Message);
    }

    [Fact]
    public void A_divisor_needs_more_rows_than_it_takes_away()
    {
        SufficientStatistics one = TestTable.Of("a y", "1 2").Learn();
        string message = Assert.Throws<FitException>(() => Fit("plsq", one, "a", ("q", "1"), ("ddof", "1"))).Message;
        Assert.Equal("Input 'a' has a value in 1 rows; ddof=1 needs more than that.", message);
    }

    [Fact]
    public void The_divisor_changes_the_deviations_and_not_the_model()
    {
        FittedModel population = Fit("plsq", Small.Learn(), "a b", ("q", "1"));
        FittedModel sample = Fit("plsq", Small.Learn(), "a b", ("q", "1"), ("ddof", "1"));
        Assert.Equal(Math.Sqrt(7.0 / 6), Parse(sample.Extra["sig"].Rows[0][0]) / Parse(population.Extra["sig"].Rows[0][0]), 1e-15);
        AssertClose(population.Parameters["coefficients"], sample.Parameters["coefficients"], 1e-15);
    }

    [Theory]
    [InlineData("plsq", "", "", "Parameter 'q' is required; allowed are whole numbers from 1.")]
    [InlineData("plsq", "q", "0", "Parameter 'q' is '0'; allowed are whole numbers from 1.")]
    [InlineData("plsq", "q", "3", "Parameter 'q' is '3'; allowed are whole numbers from 1 to 2.")]
    [InlineData("pcr", "q", "3", "Parameter 'q' is '3'; allowed are whole numbers from 1 to 2.")]
    [InlineData("pcr", "pcr_type", "half", "Parameter 'pcr_type' is 'half'; allowed are qfirst, full.")]
    [InlineData("pcr", "lambda", "-1", "Parameter 'lambda' is '-1'; allowed are finite numbers from 0.")]
    [InlineData("pcr", "max_lambda_power", "x", "Parameter 'max_lambda_power' is 'x'; allowed are finite numbers from -300 to 300 and NaN.")]
    [InlineData("plsq", "ddof", "2", "Parameter 'ddof' is '2'; allowed are whole numbers from 0 to 1.")]
    public void A_wrong_parameter_is_refused_before_the_job(string algorithm, string key, string value, string message)
    {
        MlContext context = Requests.Names("a b", "y", key.Length == 0 ? [] : [(key, value)]);
        Assert.Equal(message, Assert.Throws<InvalidRequestException>(() => Algorithms.Find(algorithm).Validate(Small.Learn().Schema, context)).Message);
    }

    [Fact]
    public void A_range_of_powers_that_is_empty_is_refused()
    {
        MlContext context = Requests.Names("a b", "y", ("pcr_type", "full"), ("min_lambda_power", "1"), ("max_lambda_power", "0"));
        Assert.Equal(
            "Parameter 'max_lambda_power' is '0'; allowed are finite numbers from 1 to 300 and NaN.",
            Assert.Throws<InvalidRequestException>(() => Algorithms.Find("pcr").Validate(Small.Learn().Schema, context)).Message);
    }

    [Theory]
    [InlineData("plsq", "q", "2")]
    [InlineData("pcr", "q", "2")]
    [InlineData("pcr", "pcr_type", "full")]
    public void A_fit_that_is_given_up_stops(string algorithm, string key, string value) => Assert.ThrowsAny<OperationCanceledException>(() =>
        Algorithms.Find(algorithm).Fit("m", Small.Learn(), Requests.Names("a b", "y", (key, value)), new CancellationToken(canceled: true)));

    [Fact]
    public void Negative_predictions_are_clipped_under_every_key()
    {
        FittedModel model = Fit("plsq", Small.Learn(), "a b", ("q", "2"), ("clip_negative_predictions", "true"));
        Assert.Equal(["0", "0", "0"], Algorithms.Find("plsq").Predict(model, [-100, 0]).Select(entry => entry.Value));
    }

    [Fact]
    public void The_documented_tables_are_there()
    {
        string[] shared = ["model", "model_bias", "muy", "mux", "sig", "standardize"];
        AssertKeys([.. shared, "ddof", "oneq"], Fit("plsq", Small.Learn(), "a b", ("q", "2")));
        AssertKeys([.. shared, "centerY", "q", "Wtilde"], Fit("pcr", Small.Learn(), "a b", ("q", "2")));
        string[] full = [.. shared, "centerY", "lambda", "maxiter", "tolerance"];
        AssertKeys([.. full, "W"], Fit("pcr", Small.Learn(), "a b", ("pcr_type", "full"), ("standardize", "false")));
        FittedModel searched = Fit("pcr", Small.Learn(), "a b", ("pcr_type", "full"), ("aicc", "true"), ("num_lambda", "7"));
        AssertKeys([.. full, "Wtilde", "min_lambda_power", "max_lambda_power", "num_lambda", "lambda_vec", "aicc_vec"], searched);
        Assert.Equal(7, searched.ModelsBuilt);
        Assert.Equal(7, searched.Extra["aicc_vec"].Rows.Length);
    }

    [Fact]
    public void A_projection_turns_inputs_into_uncorrelated_scores_of_the_spread_of_their_components()
    {
        FittedModel model = Fit("pcr", Small.Learn(), "a b", ("q", "2"));
        double[] a = Small.Column("a"), b = Small.Column("b");
        double[][] scores = [.. model.Extra["Wtilde"].Rows.Select(row => a.Zip(b, (x, y) => (Parse(row[0]) * (x - a.Average())) + (Parse(row[1]) * (y - b.Average()))).ToArray())];
        Assert.Equal(0, scores[0].Zip(scores[1], (x, y) => x * y).Sum(), 1e-14);
        Assert.Equal(2, scores.Sum(score => score.Average(x => x * x)), 1e-14); // of two correlations
    }

    [Fact]
    public void A_penalty_that_is_too_large_leaves_the_mean_and_sweeps_that_are_too_few_are_told()
    {
        FittedModel none = Fit("pcr", Small.Learn(), "a b", ("pcr_type", "full"), ("lambda", "1000"));
        Assert.Equal([0, 0], none.Parameters["coefficients"].AsEnumerable());
        Assert.Equal("true", none.Info["converged"]);
        FittedModel hasty = Fit("pcr", Small.Learn(), "a b", ("pcr_type", "full"), ("lambda", "0.01"), ("tolerance", "0"), ("maxiter", "1"));
        Assert.Equal(("false", "1"), (hasty.Info["converged"], hasty.Info["iterations"]));
    }

    [Fact]
    public void A_criterion_without_room_is_refused()
    {
        SufficientStatistics two = TestTable.Of("a y", "1 2", "2 5").Learn();
        string message = Assert.Throws<FitException>(() => Fit("pcr", two, "a", ("pcr_type", "full"), ("aicc", "true"))).Message;
        Assert.StartsWith("2 rows are too few for the criterion aicc", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("plsq")]
    [InlineData("pcr")]
    public void Missing_values_that_contradict_each_other_end_the_components(string algorithm)
    {
        // a and b agree, b and c agree, a and c disagree: the matrix has a negative eigenvalue.
        TestTable table = TestTable.Of("a b c y", "1 1 - 1", "2 2 - 2", "9 9 - 3", "- 1 1 4", "- 2 2 1", "- 9 9 2", "1 - 9 3", "2 - 2 1", "9 - 1 5");
        FittedModel model = Fit(algorithm, table.Learn(), "a b c", ("q", "3"));
        Assert.All(model.Parameters["coefficients"], coefficient => Assert.True(double.IsFinite(coefficient)));
        Assert.Equal(model.Extra["model"].Rows[1].AsEnumerable(), model.Extra["model"].Rows[2].AsEnumerable());
    }

    private static FittedModel Fit(string algorithm, SufficientStatistics statistics, string inputs, params (string, string)[] parameters) =>
        Fit(algorithm, statistics, inputs, "y", parameters);

    private static FittedModel Fit(string algorithm, SufficientStatistics statistics, string inputs, string target, params (string, string)[] parameters) =>
        Algorithms.Find(algorithm).Fit("m", statistics, Requests.Names(inputs, target, parameters));

    private static (string, string)[] Pairs(string[] texts) => [.. texts.Chunk(2).Select(pair => (pair[0], pair[1]))];

    private static void AssertKeys(string[] expected, FittedModel model) => Assert.Equal(expected.Order(StringComparer.Ordinal), model.Extra.Keys);

    private static void AssertClose(ImmutableArray<double> expected, ImmutableArray<double> actual, double relative)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, relative * Math.Abs(pair.First)));
    }

    private static double Parse(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
