using System.Globalization;
using Fusion.Models.Tests.Support;
using Fusion.Statistics;

namespace Fusion.Models.Tests;

public class MultipleLinearRegressionSpec
{
    private static readonly IAlgorithm Mlr = Algorithms.Find("mlr");

    /// <summary>y = 1 + 2a − b exactly.</summary>
    private static readonly TestTable Exact = TestTable.Of("a b y", "1 1 2", "2 5 0", "4 2 7", "7 3 12", "9 8 11", "3 3 4");

    [Theory]
    [InlineData("mlr")]
    [InlineData("lda")]
    [InlineData("lsvr")]
    [InlineData("lsvm")]
    [InlineData("bayes")]
    public void A_fit_that_is_given_up_stops(string algorithm)
    {
        Assert.ThrowsAny<OperationCanceledException>(() => Algorithms.Find(algorithm).Fit(
            "m", TestTable.Learned("Iris_rtlm.csv"), Requests.Names("petal_width sepal_width", "Iris_setosa"), new CancellationToken(canceled: true)));
    }

    [Fact]
    public void Inputs_keep_the_order_of_the_request_and_coefficients_that_of_the_project()
    {
        FittedModel model = Mlr.Fit("m1", TestTable.Learned("Iris_rtlm.csv"), Requests.Names("petal_width sepal_width Iris_setosa", "sepal_length"));
        Assert.Equal(("m1", "mlr", 1), (model.ModelId, model.Algorithm, model.ModelsBuilt));
        Assert.Equal([("petal_width", "C", 3, 1), ("sepal_width", "C", 1, 0), ("Iris_setosa", "B", 12, 2)],
            model.Inputs.Select(input => (input.Name, input.Type, input.ProjectIndex, input.CoefficientIndex)));
        Assert.Equal([new ModelTarget("sepal_length", 0)], model.Targets.AsEnumerable());
        Assert.Equal(["res"], model.PredictInfo.AsEnumerable());
        Assert.Equal(["res"], model.ScoreInfo.AsEnumerable());
        Assert.Equal(3.054, model.Inputs[1].Mean, 1e-15);
    }

    [Fact]
    public void The_documented_texts_and_tables_are_there()
    {
        FittedModel model = Mlr.Fit("m1", Exact.Learn(), Requests.Names("b a", "y", ("my.note", "kept")));
        Assert.Equal("\"No Error\"", model.Info["buildStatus"]);
        Assert.Equal("\"l0 <- c(2.00000 ,-1.00000 )\n\"", model.Info["model"]);
        Assert.Equal("kept", model.Info["my.note"]);
        Assert.Equal(
            ["attribute", "ci.high", "ci.low", "coefficient", "coefficients", "mean_y", "p.values", "scores", "std.error"], model.Extra.Keys);
        ModelTable table = model.Extra["coefficients"];
        Assert.Equal(["attribute", "coefficient", "std.error", "scores", "p.values", "ci.low", "ci.high"], table.Names.AsEnumerable());
        Assert.Equal("SCCCCCC", string.Concat(table.Types));
        Assert.Equal(["a", "b", "(Intercept)"], table.Rows.Select(row => row[0]));
        Assert.Equal([["6"]], model.Extra["mean_y"].Rows.Select(row => row.ToArray()));
        Assert.Equal(["a", "b", "(Intercept)"], model.Extra["attribute"].Rows.Select(row => row.Single()));
    }

    [Fact]
    public void A_perfect_fit_has_no_error_and_infinite_scores()
    {
        FittedModel model = Mlr.Fit("m1", Exact.Learn(), Requests.Names("a b", "y"));
        Assert.Equal([2, -1], model.Parameters["coefficients"].AsEnumerable());
        Assert.Equal(1, model.Parameters["intercept"][0]);
        Assert.Equal(["a", "2", "0", "Infinity", "0", "2", "2"], model.Extra["coefficients"].Rows[0].AsEnumerable());
        Assert.Equal(["b", "-1", "0", "-Infinity", "0", "-1", "-1"], model.Extra["coefficients"].Rows[1].AsEnumerable());
    }

    [Fact]
    public void Errors_follow_the_textbook()
    {
        // One input: se(β) = s/√Sxx and se(β₀) = s·√(1/n + x̄²/Sxx).
        FittedModel model = Mlr.Fit("m1", TestTable.Of("x y", "1 1", "2 3", "3 2", "4 5").Learn(), Requests.Names("x", "y"));
        double s = Math.Sqrt(2.7 / 2);
        Assert.Equal(s / Math.Sqrt(5), Number(model, row: 0, column: 2), 1e-15);
        Assert.Equal(s * Math.Sqrt(0.25 + (6.25 / 5)), Number(model, row: 1, column: 2), 1e-15);
        Assert.Equal(1.1 / (s / Math.Sqrt(5)), Number(model, row: 0, column: 3), 1e-14);
        Assert.Equal(1.1 + (4.3026527297494639 * s / Math.Sqrt(5)), Number(model, row: 0, column: 6), 1e-13);
    }

    [Fact]
    public void Without_degrees_of_freedom_errors_are_undefined()
    {
        FittedModel model = Mlr.Fit("m1", TestTable.Of("a b y", "1 2 1", "2 7 0", "4 4 5").Learn(), Requests.Names("a b", "y"));
        Assert.Equal(["NaN", "NaN", "NaN", "NaN", "NaN"], model.Extra["coefficients"].Rows[0].Skip(2));
    }

    [Fact]
    public void A_constant_target_has_coefficients_zero()
    {
        FittedModel model = Mlr.Fit("m1", TestTable.Of("x y", "1 5", "2 5", "4 5", "5 5").Learn(), Requests.Names("x", "y"));
        Assert.Equal([0], model.Parameters["coefficients"].AsEnumerable());
        Assert.Equal(5, model.Parameters["intercept"][0]);
    }

    [Theory]
    [InlineData("x", "y", "The covariance matrix of the inputs is singular: no variance in 'x'. Leave attributes out, or set matrix_use_pseudoinv=true.")]
    [InlineData("z", "y", "No row has a value of both 'y' and 'z'.")]
    public void Data_that_do_not_determine_the_model_are_named(string input, string target, string message)
    {
        SufficientStatistics statistics = TestTable.Of("x y z", "1 2 -", "1 4 -", "1 - 3", "1 - 5").Learn();
        Assert.Equal(message, Assert.Throws<FitException>(() => Mlr.Fit("m1", statistics, Requests.Names(input, target))).Message);
    }

    [Fact]
    public void Without_rows_there_is_no_model()
    {
        TestTable table = TestTable.Of("x y", "1 2", "2 3");
        SufficientStatistics empty = table.Learn().Subtract(table.Learn());
        Assert.Equal("No row has a value of 'x'.", Assert.Throws<FitException>(() => Mlr.Fit("m1", empty, Requests.Names("x", "y"))).Message);
    }

    [Fact]
    public void One_row_is_a_constant() =>
        Assert.Throws<FitException>(() => Mlr.Fit("m1", TestTable.Of("x y", "1 2").Learn(), Requests.Names("x", "y")));

    [Fact]
    public void Dummies_that_sum_to_one_need_the_pseudo_inverse_which_then_predicts_the_same_as_leaving_one_out()
    {
        TestTable table = TestTable.Read("Iris_rtlm.csv");
        SufficientStatistics statistics = TestTable.Learned("Iris_rtlm.csv");
        const string all = "sepal_width Iris_setosa Iris_versicolor Iris_virginica";
        var fault = Assert.Throws<FitException>(() => Mlr.Fit("m1", statistics, Requests.Names(all, "sepal_length")));
        Assert.Contains("'Iris_virginica' is a linear combination of 'Iris_setosa', 'Iris_versicolor'.", fault.Message);
        FittedModel pseudo = Mlr.Fit("m1", statistics, Requests.Names(all, "sepal_length", ("matrix.use.pseudoinv", "true")));
        FittedModel reduced = Mlr.Fit("m1", statistics, Requests.Names("sepal_width Iris_setosa Iris_versicolor", "sepal_length"));
        var expected = ModelPredictor.Predict(reduced, table.ToFrame());
        var actual = ModelPredictor.Predict(pseudo, table.ToFrame());
        Assert.All(expected.Zip(actual), rows => Assert.Equal(Parse(rows.First[0].Value), Parse(rows.Second[0].Value), 1e-12));
        Assert.Equal(Number(reduced, row: 0, column: 2), Number(pseudo, row: 0, column: 2), 1e-12);
    }

    [Fact]
    public void Missing_values_leave_the_pairs_that_are_there()
    {
        TestTable complete = TestTable.Of("a b y", "1 1 2", "2 5 1", "4 2 7", "7 3 12", "9 8 10");
        TestTable withGaps = complete with { Rows = complete.Rows.Add(["", "", "5"]).Add(["", "", ""]) };
        FittedModel expected = Mlr.Fit("m", complete.Learn(), Requests.Names("a b", "y"));
        FittedModel actual = Mlr.Fit("m", withGaps.Learn(), Requests.Names("a b", "y"));
        Assert.Equal(expected.Parameters["coefficients"].AsEnumerable(), actual.Parameters["coefficients"].AsEnumerable());
    }

    [Fact]
    public void Negative_predictions_are_clipped_on_request()
    {
        FittedModel plain = Mlr.Fit("m", Exact.Learn(), Requests.Names("a b", "y"));
        FittedModel clipped = Mlr.Fit("m", Exact.Learn(), Requests.Names("a b", "y", ("clip_negative_predictions", "true")));
        Assert.Equal([KeyValuePair.Create("res", "-9")], Mlr.Predict(plain, [0, 10]).AsEnumerable());
        Assert.Equal([KeyValuePair.Create("res", "0")], Mlr.Predict(clipped, [0, 10]).AsEnumerable());
        Assert.Equal([KeyValuePair.Create("res", "3")], Mlr.Predict(clipped, [1, 0]).AsEnumerable());
    }

    [Theory]
    [InlineData("a", "", "Algorithm 'mlr' needs 1 target; 0 given.")]
    [InlineData("a", "b y", "Algorithm 'mlr' needs 1 target; 2 given.")]
    [InlineData("y", "y", "Algorithm 'mlr' needs at least one input attribute that is not a target.")]
    [InlineData("nose", "y", "'nose' in inputAttributeNames is no attribute and no category column of the project; indexes go from 0 to 2.")]
    public void A_wrong_request_is_refused_before_the_job(string inputs, string targets, string message) =>
        Assert.Equal(message, Assert.Throws<InvalidRequestException>(() => Mlr.Validate(Exact.Learn().Schema, Requests.Names(inputs, targets))).Message);

    [Theory]
    [InlineData("sml_rcond_tolerance", "2", "Parameter 'sml_rcond_tolerance' is '2'; allowed are finite numbers from 0 to 1.")]
    [InlineData("sml.rcond.use", "2", "Parameter 'sml_rcond_use' is '2'; allowed are true, false, 1 and 0.")]
    [InlineData("evt_anomaly_enabled", "true", "Parameter 'evt_anomaly_enabled' is 'true'; allowed are false.")]
    public void A_wrong_parameter_is_refused_before_the_job(string key, string value, string message) => Assert.Equal(
        message,
        Assert.Throws<InvalidRequestException>(() => Mlr.Validate(Exact.Learn().Schema, Requests.Names("a", "y", (key, value)))).Message);

    private static double Number(FittedModel model, int row, int column) => Parse(model.Extra["coefficients"].Rows[row][column]);

    private static double Parse(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
