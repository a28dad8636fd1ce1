using Fusion.Models.Tests.Support;
using Fusion.Statistics;

namespace Fusion.Models.Tests;

public class ImputerSpec
{
    /// <summary>z = 2x + 1 exactly; flag on x: slope 0.5/1.25 = 0.4, intercept 0.5 − 0.4·2.5 = −0.5; c is constant.</summary>
    private static readonly SufficientStatistics Learned = TestTable.Of(
        "x z flag c y", "1 3 0 7 1.5", "2 5 0 7 2", "3 7 1 7 4", "4 9 1 7 3").Learn();

    private static readonly FittedModel Model =
        Algorithms.Find("mlr").Fit("m", Learned, Requests.Names("x z flag c", "y", ("matrix_use_pseudoinv", "true")));

    [Theory]
    [InlineData(2.5, double.NaN, 1, 6)]
    [InlineData(-3, double.NaN, 0, -5)]
    public void A_missing_number_is_predicted_from_the_inputs_of_its_row(double x, double z, double flag, double expected)
    {
        double[] row = [x, z, flag, 7];
        new Imputer(Model, Learned).Fill(row);
        Assert.Equal(expected, row[1], 1e-12);
        Assert.Equal((x, flag, 7), (row[0], row[2], row[3]));
    }

    [Theory]
    [InlineData(3, 0.7)]
    [InlineData(10, 1)]
    [InlineData(-5, 0)]
    public void A_missing_flag_is_a_share_within_0_and_1(double x, double expected)
    {
        double[] row = [x, double.NaN, double.NaN, 7];
        new Imputer(Model, Learned).Fill(row);
        Assert.Equal(expected, row[2], 1e-12);
        Assert.Equal((2 * x) + 1, row[1], 1e-12);
    }

    [Fact]
    public void Collinear_inputs_at_hand_share_the_work()
    {
        double[] row = [2, 5, double.NaN, 7];
        new Imputer(Model, Learned).Fill(row);
        Assert.Equal(0.3, row[2], 1e-9);
    }

    [Fact]
    public void Without_an_input_that_varies_the_mean_stands()
    {
        double[] row = [double.NaN, double.NaN, double.NaN, 7];
        new Imputer(Model, Learned).Fill(row);
        Assert.Equal([2.5, 6, 0.5, 7], row);
    }

    [Fact]
    public void An_attribute_that_the_project_does_not_know_keeps_the_mean_of_the_model()
    {
        double[] row = [double.NaN, 5, 0, double.NaN];
        new Imputer(Model, SufficientStatistics.Empty).Fill(row);
        Assert.Equal([2.5, 5, 0, 7], row);
    }

    [Fact]
    public void Attributes_that_no_row_has_together_leave_the_mean()
    {
        SufficientStatistics apart = TestTable.Of("x z flag c y", "1 - 0 7 1", "2 - 1 7 2", "- 3 0 7 3", "- 8 1 7 5").Learn();
        double[] row = [1, double.NaN, double.NaN, 7];
        new Imputer(Model, apart).Fill(row);
        Assert.Equal(5.5, row[1]);
        Assert.Equal(0, row[2]); // flag on x over the two rows that have both: exactly x − 1
    }

    [Fact]
    public void Predicting_with_an_imputer_differs_from_the_mean_only_where_something_is_missing()
    {
        FittedModel byZ = Algorithms.Find("mlr").Fit("m", Learned, Requests.Names("x z", "y", ("matrix_use_pseudoinv", "true")));
        TestTable table = TestTable.Of("x z", "4 9", "4 -", "- 9", "- -");
        string[] mean = [.. ModelPredictor.Predict(byZ, table.ToFrame()).Select(row => row[0].Value)];
        string[] imputed = [.. ModelPredictor.Predict(byZ, table.ToFrame(), imputer: new Imputer(byZ, Learned)).Select(row => row[0].Value)];
        Assert.Equal((mean[0], mean[3]), (imputed[0], imputed[3]));
        double full = double.Parse(imputed[0], System.Globalization.CultureInfo.InvariantCulture);
        Assert.All(imputed[1..3], text => Assert.Equal(full, double.Parse(text, System.Globalization.CultureInfo.InvariantCulture), 1e-9));
        Assert.NotEqual(mean[0], mean[1]);
    }
}
