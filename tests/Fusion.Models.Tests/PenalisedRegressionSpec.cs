using System.Collections.Immutable;
using System.Globalization;
using Fusion.Models.Tests.Support;
using Fusion.Statistics;

namespace Fusion.Models.Tests;

/// <summary>Ridge, lasso and elastic net at their edges, and where they must agree with each other and with ordinary least squares.</summary>
public class PenalisedRegressionSpec
{
    private const string Measurements = "sepal_width petal_length petal_width";

    private static readonly string[] Penalised = ["ridge", "lasso", "elasticnet"];

    private static readonly SufficientStatistics Iris = TestTable.Learned("Iris_rtlm.csv");

    private static readonly SufficientStatistics Housing = TestTable.Learned("housing3.csv");

    private static readonly SufficientStatistics Bank = TestTable.Learned("bank1.csv");

    public static TheoryData<string> Algorithms => new(Penalised);

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void Without_penalty_it_is_ordinary_least_squares(string algorithm)
    {
        FittedModel expected = Fit("mlr", Iris, Measurements, "sepal_length");
        FittedModel actual = Fit(algorithm, Iris, Measurements, "sepal_length", ("lambda", "0"), ("eta", "0.5"));
        Assert.Equal(expected.Parameters["coefficients"].AsEnumerable(), actual.Parameters["coefficients"].AsEnumerable());
        Assert.Equal(expected.Parameters["intercept"], actual.Parameters["intercept"].AsEnumerable());
        Assert.Equal(Cells(expected), Cells(actual));
    }

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void A_small_penalty_is_close_to_ordinary_least_squares(string algorithm)
    {
        FittedModel expected = Fit("mlr", Iris, Measurements, "sepal_length");
        FittedModel actual = Fit(algorithm, Iris, Measurements, "sepal_length", ("lambda", "1e-9"), ("eta", "0.5"));
        Assert.All(Coefficients(expected).Zip(Coefficients(actual)), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
        Assert.NotEqual(Coefficients(expected), Coefficients(actual));
    }

    [Theory]
    [InlineData("lasso", "true", 1)]
    [InlineData("lasso", "false", 1)]
    [InlineData("elasticnet", "true", 0.25)]
    [InlineData("elasticnet", "false", 0.25)]
    public void From_the_largest_useful_lambda_on_all_coefficients_are_zero(string algorithm, string standardize, double eta)
    {
        double largest = LargestUseful(standardize == "true") / eta;
        FittedModel At(double lambda) =>
            Fit(algorithm, Iris, Measurements, "sepal_length", ("lambda", Text(lambda)), ("eta", Text(eta)), ("standardize", standardize));
        Assert.Equal([0, 0, 0], Coefficients(At(largest)));
        Assert.Equal([0, 0, 0], Coefficients(At(largest * 1e6)));
        Assert.Equal(Iris.Univariate(0).Mean.High, At(largest).Parameters["intercept"][0]);
        Assert.Equal("true", At(largest).Info["converged"]);
        Assert.Single(Coefficients(At(largest * 0.999)), coefficient => coefficient != 0);
    }

    [Fact]
    public void The_elastic_net_has_ridge_and_lasso_at_its_ends()
    {
        (string, string)[] common = [("lambda", "0.3")];
        Assert.Equal(
            Cells(Fit("ridge", Housing, "CRIM RM LSTAT", "MEDV", common)),
            Cells(Fit("elasticnet", Housing, "CRIM RM LSTAT", "MEDV", [.. common, ("eta", "0")])));
        Assert.Equal(
            Cells(Fit("lasso", Housing, "CRIM RM LSTAT", "MEDV", common)),
            Cells(Fit("elasticnet", Housing, "CRIM RM LSTAT", "MEDV", [.. common, ("eta", "1")])));
    }

    [Fact]
    public void One_input_follows_the_textbook()
    {
        // x has variance 1.25 and covariance 1.375 with y; in standard deviations the latter is 1.375/√1.25.
        SufficientStatistics statistics = TestTable.Of("x y", "1 1", "2 3", "3 2", "4 5").Learn();
        double Beta(string algorithm, string standardize) =>
            Coefficients(Fit(algorithm, statistics, "x", "y", ("lambda", "0.5"), ("eta", "0.25"), ("standardize", standardize)))[0];
        double sigma = Math.Sqrt(1.25);
        Assert.Equal(1.375 / (1.25 + 0.5), Beta("ridge", "false"), 1e-15);
        Assert.Equal((1.375 - 0.5) / 1.25, Beta("lasso", "false"), 1e-15);
        Assert.Equal((1.375 - 0.125) / (1.25 + 0.375), Beta("elasticnet", "false"), 1e-15);
        Assert.Equal(1.375 / sigma / 1.5 / sigma, Beta("ridge", "true"), 1e-15);
        Assert.Equal(((1.375 / sigma) - 0.5) / sigma, Beta("lasso", "true"), 1e-15);
        Assert.Equal(((1.375 / sigma) - 0.125) / 1.375 / sigma, Beta("elasticnet", "true"), 1e-15);
    }

    [Fact]
    public void Errors_are_those_of_least_squares_about_the_penalised_coefficients()
    {
        FittedModel model = Fit("ridge", TestTable.Of("x y", "1 1", "2 3", "3 2", "4 5").Learn(), "x", "y", ("lambda", "0.5"), ("standardize", "false"));
        double beta = 1.375 / 1.75, s = Math.Sqrt((8.75 - (2 * beta * 5.5) + (beta * beta * 5)) / 2);
        double[] row = [.. model.Extra["coefficients"].Rows[0].Skip(1).Select(Number)];
        Assert.Equal(beta, row[0], 1e-15);
        Assert.Equal(s / Math.Sqrt(5), row[1], 1e-15);
        Assert.Equal(beta / (s / Math.Sqrt(5)), row[2], 1e-14);
        Assert.Equal(beta + (4.3026527297494639 * s / Math.Sqrt(5)), row[5], 1e-13);
    }

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void Dummies_that_sum_to_one_need_no_pseudo_inverse(string algorithm)
    {
        const string all = "sepal_width Iris_setosa Iris_versicolor Iris_virginica";
        FittedModel model = Fit(algorithm, Iris, all, "sepal_length", ("lambda", "0.01"), ("eta", "0.5"));
        Assert.All(Coefficients(model), coefficient => Assert.True(double.IsFinite(coefficient)));
        Assert.All(model.Extra["std.error"].Rows, row => Assert.Equal("NaN", row[0]));
        FittedModel withErrors = Fit(algorithm, Iris, all, "sepal_length", ("lambda", "0.01"), ("eta", "0.5"), ("matrix_use_pseudoinv", "true"));
        Assert.Equal(Coefficients(model), Coefficients(withErrors));
        Assert.All(withErrors.Extra["std.error"].Rows, row => Assert.True(Number(row[0]) > 0));
    }

    [Fact]
    public void Without_penalty_dummies_that_sum_to_one_are_refused_as_ordinary_least_squares_refuses_them()
    {
        var fault = Assert.Throws<FitException>(() =>
            Fit("ridge", Iris, "sepal_width Iris_setosa Iris_versicolor Iris_virginica", "sepal_length", ("lambda", "0")));
        Assert.Contains("'Iris_virginica' is a linear combination of 'Iris_setosa', 'Iris_versicolor'.", fault.Message);
    }

    [Fact]
    public void A_ridge_shares_among_equal_inputs_and_a_lasso_keeps_the_first()
    {
        SufficientStatistics statistics = TestTable.Of("a b y", "1 1 1", "2 2 3", "3 3 2", "4 4 5").Learn();
        double[] ridge = Coefficients(Fit("ridge", statistics, "a b", "y", ("lambda", "0.1")));
        Assert.Equal(ridge[0], ridge[1], 1e-15);
        double[] lasso = Coefficients(Fit("lasso", statistics, "a b", "y", ("lambda", "0.1")));
        Assert.Equal(0, lasso[1]);
        Assert.Equal(Coefficients(Fit("lasso", statistics, "a", "y", ("lambda", "0.1")))[0], lasso[0], 1e-15);
    }

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void A_constant_input_gets_zero_and_changes_nothing(string algorithm)
    {
        SufficientStatistics statistics = TestTable.Of("a k y", "1 7 1", "2 7 3", "3 7 2", "4 7 5").Learn();
        FittedModel alone = Fit(algorithm, statistics, "a", "y", ("lambda", "0.1"), ("eta", "0.5"));
        FittedModel both = Fit(algorithm, statistics, "a k", "y", ("lambda", "0.1"), ("eta", "0.5"));
        Assert.Equal([Coefficients(alone)[0], 0], Coefficients(both));
        Assert.Equal(alone.Parameters["intercept"], both.Parameters["intercept"].AsEnumerable());
        Assert.Equal(["k", "0", "NaN", "NaN", "NaN", "NaN", "NaN"], both.Extra["coefficients"].Rows[1].AsEnumerable());
        Assert.Equal(alone.Extra["coefficients"].Rows[0], both.Extra["coefficients"].Rows[0].AsEnumerable());
    }

    [Theory]
    [InlineData("ridge", "0")]
    [InlineData("lasso", "0")]
    [InlineData("ridge", "0.1")]
    [InlineData("lasso", "0.1")]
    [InlineData("elasticnet", "0.1")]
    public void Constant_inputs_alone_leave_the_mean(string algorithm, string lambda)
    {
        FittedModel model = Fit(algorithm, TestTable.Of("k y", "7 1", "7 3").Learn(), "k", "y", ("lambda", lambda), ("eta", "0.5"));
        Assert.Equal([0], Coefficients(model));
        Assert.Equal(2, model.Parameters["intercept"][0]);
    }

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void A_constant_target_has_coefficients_zero(string algorithm)
    {
        FittedModel model = Fit(algorithm, TestTable.Of("x y", "1 5", "2 5", "4 5").Learn(), "x", "y", ("lambda", "0.1"), ("eta", "0.5"), ("x", "3"));
        Assert.Equal([0], Coefficients(model));
        Assert.Equal(5, model.Parameters["intercept"][0]);
    }

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void More_inputs_than_rows_have_a_fit_without_errors(string algorithm)
    {
        SufficientStatistics statistics = TestTable.Of("a b c y", "1 2 1 0", "2 7 0 1", "4 4 5 3").Learn();
        FittedModel model = Fit(algorithm, statistics, "a b c", "y", ("lambda", "0.01"), ("eta", "0.5"));
        Assert.All(Coefficients(model), coefficient => Assert.True(double.IsFinite(coefficient)));
        Assert.Contains(Coefficients(model), coefficient => coefficient != 0);
        Assert.All(model.Extra["std.error"].Rows, row => Assert.Equal("NaN", row[0]));
    }

    [Fact]
    public void Without_rows_there_is_no_model()
    {
        TestTable table = TestTable.Of("x y", "1 2", "2 3");
        SufficientStatistics empty = table.Learn().Subtract(table.Learn());
        Assert.All(Penalised, algorithm => Assert.Equal(
            "No row has a value of 'x'.",
            Assert.Throws<FitException>(() => Fit(algorithm, empty, "x", "y", ("lambda", "1"), ("eta", "0.5"))).Message));
    }

    [Fact]
    public void Neither_the_start_nor_the_tolerance_moves_the_minimum()
    {
        string inputs = "CRIM ZN INDUS NOX RM AGE DIS RAD TAX PTRATIO B LSTAT";
        double[] expected = Coefficients(Fit("lasso", Housing, inputs, "MEDV", ("lambda", "0.2")));
        Assert.Contains(0, expected);
        (string, string)[] starts = [("lambda", "0.2"), ("tolerance", "0.1"), ("RM", "-40"), ("AGE", "3.5"), ("TAX", "2")];
        Assert.Equal(expected, Coefficients(Fit("lasso", Housing, inputs, "MEDV", starts)));
    }

    [Fact]
    public void A_centred_target_gets_its_mean_back()
    {
        FittedModel plain = Fit("lasso", Iris, Measurements, "sepal_length", ("lambda", "0.1"));
        FittedModel centred = Fit("lasso", Iris, Measurements, "sepal_length", ("lambda", "0.1"), ("centerY", "true"));
        Assert.Equal(Cells(plain), Cells(centred));
        Assert.Equal(plain.Parameters["intercept"], centred.Parameters["intercept"].AsEnumerable());
    }

    [Fact]
    public void An_input_named_like_a_parameter_has_no_initial_weight_and_one_with_a_dot_has()
    {
        SufficientStatistics statistics = TestTable.Of("lambda job.a y", "1 1 1", "2 4 3", "3 2 2", "4 5 5").Learn();
        (string, string)[] common = [("lambda", "0.1"), ("maxiter", "1"), ("standardize", "false")];
        double[] start = Coefficients(Fit("lasso", statistics, "lambda job.a", "y", common));
        Assert.Equal((1.375 - 0.1) / 1.25, start[0], 1e-15);
        Assert.Equal((1.375 - 1.25 - 0.1) / 1.25, Coefficients(Fit("lasso", statistics, "lambda job.a", "y", [.. common, ("job.a", "1")]))[0], 1e-15);
    }

    [Theory]
    [InlineData("ridge", "lambda=0.1")]
    [InlineData("lasso", "lambda=0.1 debias=true")]
    public void The_check_of_the_condition_counts_where_a_matrix_is_inverted(string algorithm, string parameters)
    {
        (string, string)[] strict = [("sml_rcond_use", "true"), ("sml_rcond_tolerance", "0.9")];
        Assert.EndsWith(
            "The limit sml_rcond_tolerance is 0.9.",
            Assert.Throws<FitException>(() => Fit(algorithm, Iris, "sepal_width petal_length petal_width", "sepal_length", [.. Parsed(parameters), .. strict])).Message);
    }

    [Fact]
    public void The_last_iterate_is_answered_when_the_sweeps_are_used_up()
    {
        // From (0, 1) one sweep sets a to S(c_a − C_ab·1, λ)/C_aa and then b to S(c_b − C_ab·a, λ)/C_bb.
        SufficientStatistics statistics = TestTable.Of("a b y", "1 1 1", "2 4 3", "3 2 2", "4 5 5").Learn();
        FittedModel model = Fit(
            "lasso", statistics, "a b", "y", ("lambda", "0.1"), ("b", "1"), ("maxiter", "1"), ("tolerance", "0"), ("standardize", "false"));
        double a = (1.375 - 1.25 - 0.1) / 1.25, b = (2.25 - (1.25 * a) - 0.1) / 2.5;
        Assert.Equal([a, b], Coefficients(model).Select(beta => Math.Round(beta, 14)), (one, other) => Math.Abs(one - other) < 1e-13);
        Assert.Equal(("false", "1"), (model.Info["converged"], model.Info["iterations"]));
        FittedModel more = Fit("lasso", statistics, "a b", "y", ("lambda", "0.1"), ("b", "1"), ("standardize", "false"));
        Assert.Equal("true", more.Info["converged"]);
        Assert.NotEqual(Coefficients(model), Coefficients(more));
    }

    [Fact]
    public void A_debiased_model_is_ordinary_least_squares_on_the_inputs_it_keeps()
    {
        string inputs = "CRIM ZN INDUS NOX RM AGE DIS RAD TAX PTRATIO B LSTAT";
        FittedModel lasso = Fit("lasso", Housing, inputs, "MEDV", ("lambda", "0.5"));
        FittedModel debiased = Fit("lasso", Housing, inputs, "MEDV", ("lambda", "0.5"), ("debias", "true"));
        string[] kept = [.. inputs.Split(' ').Zip(Coefficients(lasso)).Where(pair => pair.Second != 0).Select(pair => pair.First)];
        Assert.InRange(kept.Length, 2, 8);
        FittedModel expected = Fit("mlr", Housing, string.Join(' ', kept), "MEDV");
        Assert.Equal(expected.Parameters["intercept"], debiased.Parameters["intercept"].AsEnumerable());
        ILookup<bool, ImmutableArray<string>> rows = debiased.Extra["coefficients"].Rows.ToLookup(row => row[0] == "(Intercept)" || kept.Contains(row[0]));
        Assert.Equal(Cells(expected), rows[true].SelectMany(row => row));
        Assert.All(rows[false], row => Assert.Equal(["0", "NaN"], row.Slice(1, 2).AsEnumerable()));
    }

    [Fact]
    public void A_debiased_model_that_keeps_nothing_is_the_mean()
    {
        FittedModel model = Fit("lasso", Iris, Measurements, "sepal_length", ("lambda", "100"), ("debias", "true"));
        Assert.Equal([0, 0, 0], Coefficients(model));
        Assert.Equal(Iris.Univariate(0).Mean.High, model.Parameters["intercept"][0]);
    }

    [Fact]
    public void Texts_tell_how_the_fit_went()
    {
        FittedModel ridge = Fit("ridge", Iris, Measurements, "sepal_length", ("alpha", "0.25"), ("maxiter", "7"));
        Assert.Equal(["alpha", "buildStatus", "lambda", "maxiter", "model"], ridge.Info.Keys);
        Assert.Equal(("0.25", 1), (ridge.Info["lambda"], ridge.ModelsBuilt));
        Assert.Equal(Coefficients(ridge), Coefficients(Fit("ridge", Iris, Measurements, "sepal_length", ("lambda", "0.25"), ("alpha", "7"))));
        FittedModel net = Fit("elasticnet", Iris, Measurements, "sepal_length", ("lambda", "1e-2"), ("eta", "0.5"));
        Assert.Equal(["buildStatus", "converged", "eta", "iterations", "lambda", "model"], net.Info.Keys);
        Assert.Equal(("0.01", "0.5", "true"), (net.Info["lambda"], net.Info["eta"], net.Info["converged"]));
        Assert.Equal(["res"], net.PredictInfo.AsEnumerable());
        Assert.Equal(
            ["attribute", "ci.high", "ci.low", "coefficient", "coefficients", "mean_sepal_length", "p.values", "scores", "std.error"], net.Extra.Keys);
    }

    [Theory]
    [InlineData("ridge", "", "Parameter 'lambda' is required unless aicc=true; allowed are finite numbers from 0.")]
    [InlineData("lasso", "alpha=1", "Parameter 'lambda' is required unless aicc=true; allowed are finite numbers from 0.")]
    [InlineData("elasticnet", "eta=0.5", "Parameter 'lambda' is required unless aicc=true; allowed are finite numbers from 0.")]
    [InlineData("elasticnet", "lambda=1", "Parameter 'eta' is required unless aicc=true; allowed are finite numbers from 0 to 1.")]
    [InlineData("elasticnet", "lambda=1 eta=1.5", "Parameter 'eta' is '1.5'; allowed are finite numbers from 0 to 1.")]
    [InlineData("ridge", "alpha=-1", "Parameter 'alpha' is '-1'; allowed are finite numbers from 0.")]
    [InlineData("lasso", "lambda=NaN", "Parameter 'lambda' is 'NaN'; allowed are finite numbers from 0.")]
    [InlineData("lasso", "lambda=1 maxiter=0", "Parameter 'maxiter' is '0'; allowed are whole numbers from 1 to 1000000.")]
    [InlineData("lasso", "lambda=1 tolerance=-1", "Parameter 'tolerance' is '-1'; allowed are finite numbers from 0.")]
    [InlineData("lasso", "lambda=1 standardize=maybe", "Parameter 'standardize' is 'maybe'; allowed are true, false, 1 and 0.")]
    [InlineData("lasso", "lambda=1 sepal_width=wide", "Parameter 'sepal_width' is 'wide'; allowed are finite numbers.")]
    [InlineData("lasso", "aicc=true num_lambda=0", "Parameter 'num_lambda' is '0'; allowed are whole numbers from 1 to 1000.")]
    [InlineData("ridge", "aicc=true min_lambda_power=4", "Parameter 'min_lambda_power' is 4; it must not be above 'max_lambda_power', 3.")]
    [InlineData("elasticnet", "aicc=true min_eta=0.9 max_eta=0.5", "Parameter 'min_eta' is 0.9; it must not be above 'max_eta', 0.5.")]
    public void Wrong_requests_are_refused_at_once(string algorithm, string parameters, string message)
    {
        MlContext context = Requests.Names(Measurements, "sepal_length", Parsed(parameters));
        Assert.Equal(message, Assert.Throws<InvalidRequestException>(() => Models.Algorithms.Find(algorithm).Validate(Iris.Schema, context)).Message);
    }

    [Fact]
    public void Negative_predictions_are_clipped_on_request()
    {
        SufficientStatistics statistics = TestTable.Of("x y", "1 1", "2 3", "3 2", "4 5").Learn();
        FittedModel model = Fit("ridge", statistics, "x", "y", ("lambda", "0.1"), ("clip_negative_predictions", "true"));
        Assert.Equal("0", ModelPredictor.Predict(model, TestTable.Of("x", "-50").ToFrame())[0][0].Value);
    }

    [Fact]
    public void A_search_that_is_given_up_stops() => Assert.ThrowsAny<OperationCanceledException>(() => Models.Algorithms.Find("elasticnet").Fit(
        "m", Bank, Requests.Names("", "duration", ("aicc", "true")), new CancellationToken(canceled: true)));

    private static FittedModel Fit(string algorithm, SufficientStatistics statistics, string inputs, string target, params (string, string)[] extra) =>
        Models.Algorithms.Find(algorithm).Fit("m", statistics, Requests.Names(inputs, target, extra));

    private static (string, string)[] Parsed(string parameters) =>
        [.. parameters.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(pair => (pair.Split('=')[0], pair.Split('=')[1]))];

    private static double[] Coefficients(FittedModel model) =>
        [.. model.Inputs.Select(input => model.Parameters["coefficients"][input.CoefficientIndex])];

    private static IEnumerable<string> Cells(FittedModel model) => model.Extra["coefficients"].Rows.SelectMany(row => row);

    private static double LargestUseful(bool standardize) => new[] { 1, 2, 3 }.Max(input =>
    {
        BivariateMoments pair = Iris.Bivariate(input, 0);
        return Math.Abs((double)(standardize ? pair.Covariance / DoubleDouble.Sqrt(Iris.Univariate(input).Variance) : pair.Covariance));
    });

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
