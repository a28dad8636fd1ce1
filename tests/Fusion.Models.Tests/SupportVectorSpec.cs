using Fusion.Models.Tests.Support;
using Fusion.Statistics;
using Fusion.Statistics.Frames;

namespace Fusion.Models.Tests;

public class SupportVectorSpec
{
    private static readonly IAlgorithm Lsvm = Algorithms.Find("lsvm"), Lsvr = Algorithms.Find("lsvr");

    /// <summary>x = −1, 1 with classes 0, 1: by symmetry γ = 0, and (1/ν + 2)·ω = 2.</summary>
    private static readonly TestTable Symmetric = TestTable.Of("x y", "-1 0", "1 1");

    [Fact]
    public void The_plane_is_the_one_of_the_definition()
    {
        FittedModel model = Lsvm.Fit("m", Symmetric.Learn(), Requests.Names("x", "y", ("sml.model.svm.nu", "0.5")));
        Assert.Equal(0.5, model.Parameters["coefficients"][0], 1e-16);
        Assert.Equal(0, model.Parameters["gamma"][0]);
    }

    [Fact]
    public void The_documented_texts_are_there()
    {
        FittedModel model = Lsvm.Fit("m", TestTable.Learned("Iris_rtlm.csv"), Requests.Names("petal_width petal_length", "Iris_setosa", ("note", "kept")));
        Assert.Equal(["buildStatus", "note", "svmGamma", "svmNu", "svmOmegas"], model.Info.Keys);
        Assert.Equal("1.00000", model.Info["svmNu"]);
        Assert.StartsWith("\"l0 <- c(", model.Info["svmOmegas"], StringComparison.Ordinal);
        Assert.Empty(model.Extra);
        Assert.Equal(["res", "resZ"], model.PredictInfo.AsEnumerable());
        Assert.Equal(["resZ"], model.ScoreInfo.AsEnumerable());
        FittedModel regression = Lsvr.Fit("m", TestTable.Learned("Iris_rtlm.csv"), Requests.Names("petal_width", "sepal_width"));
        Assert.Equal(["buildStatus", "svmGamma", "svmNu", "svmOmegas"], regression.Info.Keys);
        Assert.Equal(["res"], regression.PredictInfo.AsEnumerable());
        Assert.Equal(["res"], regression.ScoreInfo.AsEnumerable());
    }

    [Fact]
    public void A_row_is_of_class_1_above_the_plane_only()
    {
        FittedModel model = Lsvm.Fit("m", Symmetric.Learn(), Requests.Names("x", "y", ("sml_model_svm_nu", "0.5")));
        Assert.Equal([new("res", "0"), new("resZ", "0")], Lsvm.Predict(model, [0]).AsEnumerable());
        Assert.Equal([new("res", "1"), new("resZ", "0.5")], Lsvm.Predict(model, [1]).AsEnumerable());
        Assert.Equal([new("res", "0"), new("resZ", "-1")], Lsvm.Predict(model, [-2]).AsEnumerable());
    }

    [Fact]
    public void Negative_predictions_of_the_regression_are_clipped_on_request()
    {
        FittedModel model = Lsvr.Fit("m", TestTable.Of("x y", "-1 -2", "1 2").Learn(), Requests.Names("x", "y", ("clip_negative_predictions", "true")));
        Assert.Equal(["0", "4"], ((double[])[-3, 3]).Select(x => Lsvr.Predict(model, [x])[0].Value));
    }

    [Fact]
    public void A_large_weight_of_errors_gives_least_squares()
    {
        MlContext context = Requests.Names("sepal_width petal_length", "sepal_length", ("sml_model_svm_nu", "1e13"));
        SufficientStatistics statistics = TestTable.Learned("Iris_rtlm.csv");
        FittedModel model = Lsvr.Fit("m", statistics, context), exact = Algorithms.Find("mlr").Fit("m", statistics, context);
        Assert.All(exact.Parameters["coefficients"].Zip(model.Parameters["coefficients"]), pair => Assert.Equal(pair.First, pair.Second, 1e-13));
        Assert.Equal(exact.Parameters["intercept"][0], model.Parameters["intercept"][0], 1e-12);
    }

    [Fact]
    public void The_offset_of_a_constant_input_or_target_is_shared_with_the_intercept()
    {
        // One row value throughout: d = ωx − γ is fitted by ω:γ = x:−1, with ω²+γ² as small as possible: ω = n·ν·x·d/(1 + nν(x² + 1)).
        FittedModel model = Lsvr.Fit("m", TestTable.Of("x y", "2 3", "2 3", "2 3").Learn(), Requests.Names("x", "y"));
        Assert.Equal(18.0 / 16, model.Parameters["coefficients"][0], 1e-15);
        Assert.Equal(9.0 / 16, model.Parameters["intercept"][0], 1e-15);
    }

    [Fact]
    public void Missing_values_leave_the_pairs_that_are_there()
    {
        TestTable complete = TestTable.Of("a b y", "1 1 0", "2 5 1", "4 2 0", "7 3 1", "9 8 1");
        TestTable withGaps = complete with { Rows = complete.Rows.Add(["", "", ""]) };
        FittedModel expected = Lsvm.Fit("m", complete.Learn(), Requests.Names("a b", "y"));
        FittedModel actual = Lsvm.Fit("m", withGaps.Learn(), Requests.Names("a b", "y"));
        Assert.Equal(expected.Parameters["coefficients"].AsEnumerable(), actual.Parameters["coefficients"].AsEnumerable());
        Assert.Equal(expected.Parameters["gamma"].AsEnumerable(), actual.Parameters["gamma"].AsEnumerable());
    }

    [Theory]
    [InlineData("No row has a value of 'y'.", "1 -", "2 -")]
    [InlineData("No row has a value of both 'x' and 'y'.", "1 -", "2 -", "- 1", "- 0")]
    [InlineData("The target 'y' has one class only: it is 1 in every row.", "1 1", "2 1")]
    [InlineData("The target 'y' has one class only: it is 0 in every row.", "1 0", "2 0")]
    public void Data_that_do_not_determine_the_machine_are_named(string message, params string[] rows)
    {
        SufficientStatistics statistics = TestTable.Of("x y", rows).Learn(types: [ColumnType.Continuous, ColumnType.Binary]);
        Assert.Equal(message, Assert.Throws<FitException>(() => Lsvm.Fit("m", statistics, Requests.Names("x", "y"))).Message);
    }

    [Fact]
    public void Without_rows_there_is_no_regression()
    {
        TestTable table = TestTable.Of("x y", "1 2", "2 3");
        SufficientStatistics empty = table.Learn().Subtract(table.Learn());
        Assert.Equal("No row has a value of 'x'.", Assert.Throws<FitException>(() => Lsvr.Fit("m", empty, Requests.Names("x", "y"))).Message);
    }

    [Theory]
    [InlineData("lsvm", "0", "Parameter 'sml_model_svm_nu' is '0'; allowed are finite numbers from 1E-12.")]
    [InlineData("lsvr", "much", "Parameter 'sml_model_svm_nu' is 'much'; allowed are finite numbers from 1E-12.")]
    public void A_wrong_weight_is_refused_before_the_job(string algorithm, string value, string message) => Assert.Equal(
        message,
        Assert.Throws<InvalidRequestException>(
            () => Algorithms.Find(algorithm).Validate(Symmetric.Learn().Schema, Requests.Names("x", "y", ("sml_model_svm_nu", value)))).Message);

    [Theory]
    [InlineData("lsvm")]
    [InlineData("bayes")]
    public void A_continuous_target_is_refused_before_the_job(string algorithm) => Assert.Equal(
        $"Algorithm '{algorithm}' needs a binary target; 'x' is continuous.",
        Assert.Throws<InvalidRequestException>(() => Algorithms.Find(algorithm).Validate(Symmetric.Learn().Schema, Requests.Names("y", "x"))).Message);
}
