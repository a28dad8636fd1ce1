using System.Globalization;
using Fusion.Models.Code;
using Fusion.Models.Tests.Support;
using Fusion.Statistics;
using Fusion.Statistics.Frames;

namespace Fusion.Models.Tests;

public class PowerRegressionSpec
{
    private static readonly IAlgorithm Powerreg = Algorithms.Find("powerreg");

    /// <summary>√(y + 1) = 1 + 3a − b exactly, so the copy of power ½ is 6a − 2b.</summary>
    private static readonly TestTable Exact = Table(root => root * root - 1);

    private static TestTable Table(Func<double, double> target) => TestTable.Of(
        "a b y", [.. new[] { (1, 1), (2, 5), (4, 2), (7, 3), (9, 8), (3, 3) }.Select(row => string.Create(
            CultureInfo.InvariantCulture, $"{row.Item1} {row.Item2} {target(1 + (3 * row.Item1) - row.Item2)}"))]);

    private static TestTable Copied(TestTable table, double min = -2, double max = 2, int steps = 9) => table.With(new PowerTransform("y", min, max, steps));

    [Fact]
    public void The_best_power_is_found_and_predicts_on_the_scale_of_the_target()
    {
        FittedModel model = Powerreg.Fit("m", Copied(Exact).Learn(), Requests.Names("a b", "y"));
        Assert.Equal("0.5", model.Info["power"]);
        Assert.Equal(9, model.ModelsBuilt);
        Assert.Equal([6, -2], model.Parameters["coefficients"].Select(value => Math.Round(value, 8)));
        Assert.Equal(("y", 2), (model.Targets[0].Name, model.Targets[0].ProjectIndex));
        Assert.Equal(24, Parse(Powerreg.Predict(model, [2, 2]).Single().Value), 1e-7); // (1 + 6 − 2)² − 1
        Assert.Equal(["res"], model.PredictInfo.AsEnumerable());
    }

    [Fact]
    public void The_tables_are_those_of_the_regression_on_the_copy()
    {
        SufficientStatistics statistics = Copied(Exact).Learn();
        FittedModel model = Powerreg.Fit("m", statistics, Requests.Names("a b", "y"));
        FittedModel copy = Algorithms.Find("mlr").Fit("m", statistics, Requests.Names("a b", "pt_y^0.5"));
        Assert.Equal(copy.Extra.Keys, model.Extra.Keys);
        Assert.All(copy.Extra, entry => Assert.Equal(entry.Value.Rows.SelectMany(row => row), model.Extra[entry.Key].Rows.SelectMany(row => row)));
    }

    [Fact]
    public void Copies_of_the_target_are_no_inputs()
    {
        FittedModel model = Powerreg.Fit("m", Copied(Exact).Learn(), Requests.Names("", "y"));
        Assert.Equal(["a", "b"], model.Inputs.Select(input => input.Name));
        Assert.Equal(
            "Algorithm 'powerreg' needs at least one input attribute that is not a target.",
            Assert.Throws<InvalidRequestException>(() => Powerreg.Validate(Copied(Exact).Learn().Schema, Requests.Names("pt_y^1", "y"))).Message);
    }

    [Theory]
    [InlineData("a", "The target 'a' has no copies by powers; allowed is the column that the project was created with as sml_project_power_column.")]
    [InlineData("", "Algorithm 'powerreg' needs 1 target; 0 given.")]
    public void A_target_without_copies_is_refused_before_the_job(string target, string message) => Assert.Equal(
        message,
        Assert.Throws<InvalidRequestException>(() => Powerreg.Validate(Copied(Exact).Learn().Schema, Requests.Names("b", target))).Message);

    [Fact]
    public void A_result_beyond_the_copies_is_the_end_of_the_scale()
    {
        // 1 − 1/(1 + y) = (6 + 3a − b)/40: the copy of power −1, which stays below 1.
        FittedModel model = Powerreg.Fit("m", Copied(Table(x => (40 / (35 - x)) - 1)).Learn(), Requests.Names("a b", "y"));
        Assert.Equal("-1", model.Info["power"]);
        Assert.Equal("Infinity", Powerreg.Predict(model, [20, 0]).Single().Value);
    }

    [Fact]
    public void A_constant_target_is_predicted()
    {
        FittedModel model = Powerreg.Fit("m", Copied(Table(_ => 3)).Learn(), Requests.Names("a b", "y"));
        Assert.Equal(3, Parse(Powerreg.Predict(model, [5, 6]).Single().Value), 1e-7);
    }

    [Fact]
    public void Negative_predictions_are_clipped_on_request()
    {
        FittedModel model = Powerreg.Fit("m", Copied(Exact).Learn(), Requests.Names("a b", "y", ("clip_negative_predictions", "true")));
        Assert.Equal("0", Powerreg.Predict(model, [0, 9]).Single().Value);
    }

    [Fact]
    public void Code_is_written_only_of_power_1()
    {
        FittedModel bent = Powerreg.Fit("m", Copied(Exact).Learn(), Requests.Names("a b", "y"));
        Assert.StartsWith("Model 'm' is of algorithm 'powerreg', whose predictions are not linear", Assert.Throws<InvalidRequestException>(() => ModelCode.Write(bent, "java")).Message, StringComparison.Ordinal);
        FittedModel straight = Powerreg.Fit("m", Copied(Exact, min: 1, max: 1, steps: 1).Learn(), Requests.Names("a b", "y"));
        FittedModel mlr = Algorithms.Find("mlr").Fit("m", Exact.Learn(), Requests.Names("a b", "y"));
        Assert.Equal(ModelCode.Write(mlr, "java"), ModelCode.Write(straight, "java"));
    }

    [Fact]
    public void Data_that_do_not_determine_the_model_are_named()
    {
        SufficientStatistics full = Copied(TestTable.Of("a c y", "1 2 3", "2 4 1", "4 8 9")).Learn();
        Assert.Equal("No row has a value of a copy of 'y'.", Assert.Throws<FitException>(() => Powerreg.Fit("m", full.Subtract(full), Requests.Names("a", "y"))).Message);
        Assert.Equal(
            "The covariance matrix of the inputs is singular: 'c' is a linear combination of 'a'. Leave attributes out, or set matrix_use_pseudoinv=true.",
            Assert.Throws<FitException>(() => Powerreg.Fit("m", full, Requests.Names("a c", "y"))).Message);
        Assert.NotEmpty(Powerreg.Fit("m", full, Requests.Names("a c", "y", ("matrix_use_pseudoinv", "true"))).Info["power"]);
    }

    private static double Parse(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
