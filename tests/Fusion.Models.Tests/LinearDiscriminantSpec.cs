using System.Collections.Immutable;
using Fusion.Models.Tests.Support;
using Fusion.Statistics;
using Fusion.Statistics.Frames;

namespace Fusion.Models.Tests;

public class LinearDiscriminantSpec
{
    private static readonly IAlgorithm Lda = Algorithms.Find("lda");

    [Fact]
    public void The_documented_texts_are_there()
    {
        FittedModel model = Lda.Fit(
            "testLDA",
            TestTable.Learned("Iris_rtlm.csv"),
            Requests.Names("petal_width petal_length sepal_width sepal_length", "Iris_setosa", ("z0", "not mine"), ("note", "kept")));
        const string vector = "\"l0 <- c(3.14768 ,11.6269 ,-10.6817 ,-3.03780 )\n\"";
        Assert.Equal(new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["OverallContribution"] = "6.59633",
            ["buildStatus"] = "\"No Error\"",
            ["distance"] = "6.59633",
            ["model"] = vector,
            ["note"] = "kept",
            ["z"] = vector,
            ["z0"] = "17.3632",
            ["z1LTz0"] = "false",
        }, model.Info);
        Assert.Empty(model.Extra);
        Assert.Equal(["resZ", "res", "normZ"], model.PredictInfo.AsEnumerable());
        Assert.Equal(["normZ"], model.ScoreInfo.AsEnumerable());
    }

    [Fact]
    public void A_positions_list_is_that_of_the_documented_sample()
    {
        const string inputs = "petal_length petal_width sepal_width petal_length_b1 sepal_lengt_b1 sepal_width_b1 petal_width_b2 sepal_length";
        FittedModel model = Lda.Fit("ldaOptimized", TestTable.Learned("Iris_rtlm.csv"), Requests.Names(inputs, "Iris_versicolor"));
        Assert.Equal([2, 3, 1, 6, 4, 5, 7, 0], model.Inputs.Select(input => input.CoefficientIndex));
        Assert.Equal([13], model.Targets.Select(target => target.ProjectIndex));
    }

    [Fact]
    public void A_prediction_has_its_keys_in_order_and_both_flags()
    {
        FittedModel model = Lda.Fit("m", Balanced.Learn(), Requests.Names("x", "y"));
        ImmutableArray<KeyValuePair<string, string>> answer = Lda.Predict(model, [5]);
        Assert.Equal(["res", "normZ", "resZ", "z0", "z1LTz0", "z1GTz0", "resU"], answer.Select(entry => entry.Key));
        Assert.Equal(["false", "true"], answer.Where(entry => entry.Key.EndsWith("Tz0", StringComparison.Ordinal)).Select(entry => entry.Value));
    }

    [Fact]
    public void The_threshold_of_unbalanced_classes_moves_towards_the_smaller_one()
    {
        // x: class 0 at 0, 2, 4, 2 and class 1 at 4, 6 (twice as many zeros): S = 10/4, d = 3, z = 1.2, z0 = 4.2, threshold z0 + ln 2.
        FittedModel model = Lda.Fit("m", TestTable.Of("x y", "0 0", "2 0", "4 0", "2 0", "4 1", "6 1").Learn(), Requests.Names("x", "y"));
        Assert.Equal(1.2, model.Parameters["coefficients"][0], 1e-15);
        Assert.Equal(4.2, model.Parameters["z0"][0], 1e-14);
        Assert.Equal(("1", "0"), Classes(Lda.Predict(model, [4])));
        Assert.Equal(("1", "1"), Classes(Lda.Predict(model, [4.1])));
        Assert.Equal(("0", "0"), Classes(Lda.Predict(model, [3.4])));
    }

    [Fact]
    public void A_threshold_of_zero_leaves_the_sign()
    {
        FittedModel model = Lda.Fit("m", TestTable.Of("x y", "-3 0", "-1 0", "1 1", "3 1").Learn(), Requests.Names("x", "y"));
        Assert.Equal(0, model.Parameters["z0"][0]);
        Assert.Equal(["0", "0.5", "1"], ((double[])[-1, 0, 1]).Select(x => Lda.Predict(model, [x])[1].Value));
    }

    [Theory]
    [InlineData("The target 'y' has a value in 0 rows; a discriminant needs at least 3.", "1 -", "2 -")]
    [InlineData("The target 'y' has a value in 2 rows; a discriminant needs at least 3.", "1 0", "2 1")]
    [InlineData("The target 'y' has one class only: it is 1 in every row.", "1 1", "2 1", "4 1")]
    [InlineData("The target 'y' has one class only: it is 0 in every row.", "1 0", "2 0", "4 0")]
    [InlineData("The rows that have a value of 'x' are of one class of 'y' only.", "1 0", "2 0", "- 1", "- 1")]
    [InlineData("No row has a value of both 'x' and 'y'.", "1 -", "2 -", "- 1", "- 0", "- 1")]
    [InlineData(
        "The covariance matrix within the classes is singular: no variance in 'x'. Leave attributes out, or set matrix_use_pseudoinv=true.",
        "1 0", "1 0", "5 1", "5 1")]
    public void Data_that_do_not_determine_the_model_are_named(string message, params string[] rows)
    {
        SufficientStatistics statistics = TestTable.Of("x y", rows).Learn(types: [ColumnType.Continuous, ColumnType.Binary]);
        Assert.Equal(message, Assert.Throws<FitException>(() => Lda.Fit("m", statistics, Requests.Names("x", "y"))).Message);
    }

    [Fact]
    public void Fewer_rows_than_inputs_are_singular()
    {
        SufficientStatistics statistics = TestTable.Of("a b c y", "1 2 3 0", "2 1 5 0", "4 4 2 1", "6 1 1 1").Learn();
        var fault = Assert.Throws<FitException>(() => Lda.Fit("m", statistics, Requests.Names("a b c", "y")));
        Assert.Contains("is a linear combination of", fault.Message);
    }

    [Theory]
    [InlineData("l2_reg_thinkhonov", "lambda", "0.1")]
    [InlineData("l2_reg_sig", "tuning", "rblw")]
    [InlineData("l2_reg_sig", "tuning_type", "oas")]
    [InlineData("identity_mixture", "alpha", "0.2")]
    [InlineData("eigen_trunc", "q", "2")]
    public void Regularised_it_needs_neither_independent_inputs_nor_more_rows_than_inputs(string type, string key, string value)
    {
        SufficientStatistics statistics = TestTable.Of("a b c y", "1 2 3 0", "2 1 5 0", "4 4 2 1", "6 1 1 1").Learn();
        FittedModel model = Lda.Fit("m", statistics, Requests.Names("a b c", "y", ("estimate.type", type), (key, value)));
        Assert.Equal(("0", "1"), (Lda.Predict(model, [1, 2, 3])[0].Value, Lda.Predict(model, [6, 1, 1])[0].Value));
        Assert.Equal(type, model.Info["estimate.type"]);
    }

    [Fact]
    public void Without_variance_within_the_classes_no_eigenvector_is_left()
    {
        SufficientStatistics statistics = TestTable.Of("x y", "1 0", "1 0", "5 1", "5 1").Learn(types: [ColumnType.Continuous, ColumnType.Binary]);
        MlContext context = Requests.Names("x", "y", ("estimate_type", "eigen_trunc"), ("q", "1"));
        Assert.Equal(
            "The covariance matrix within the classes is singular: no variance in 'x'. Leave attributes out.",
            Assert.Throws<FitException>(() => Lda.Fit("m", statistics, context)).Message);
    }

    [Theory]
    [InlineData(
        "graph_lasso", "q", "1", "Parameter 'estimate_type' is 'graph_lasso'; allowed are l2_reg_thinkhonov, l2_reg_sig, identity_mixture, eigen_trunc.")]
    [InlineData("l2_reg_sig", "tuning_type", "ebic", "Parameter 'tuning_type' is 'ebic'; allowed are rblw, oas.")]
    [InlineData("identity_mixture", "tuning", "oas", "Parameter 'tuning_type' is 'oas'; with estimate_type=identity_mixture allowed are none: leave it out.")]
    [InlineData("eigen_trunc", "alpha", "0.1", "Parameter 'q' is required; allowed are whole numbers from 1.")]
    [InlineData("eigen_trunc", "q", "2", "Parameter 'q' is '2'; allowed are whole numbers from 1 to 1, the number of inputs.")]
    [InlineData("l2_reg_thinkhonov", "lambda", "-1", "Parameter 'lambda' is '-1'; allowed are finite numbers from 0.")]
    public void A_wrong_regularisation_is_refused_before_the_job(string type, string key, string value, string message) => Assert.Equal(
        message,
        Assert.Throws<InvalidRequestException>(
            () => Lda.Validate(Balanced.Learn().Schema, Requests.Names("x", "y", ("estimate_type", type), (key, value)))).Message);

    [Fact]
    public void Collinear_inputs_are_fitted_with_the_pseudo_inverse()
    {
        SufficientStatistics statistics = TestTable.Learned("Iris_rtlm.csv");
        MlContext collinear = Requests.Names("petal_length petal_width_b1 petal_width_b2", "Iris_virginica", ("matrix_use_pseudoinv", "true"));
        FittedModel model = Lda.Fit("m", statistics, collinear);
        FittedModel reduced = Lda.Fit("m", statistics, Requests.Names("petal_length petal_width_b1", "Iris_virginica"));
        Assert.Equal(reduced.Parameters["distance"][0], model.Parameters["distance"][0], 1e-12);
    }

    [Fact]
    public void An_unknown_algorithm_is_refused_with_those_allowed() => Assert.Equal(
        $"Unknown algorithm 'qda'; allowed are {string.Join(", ", Algorithms.All.Select(algorithm => algorithm.Id))}.",
        Assert.Throws<InvalidRequestException>(() => Algorithms.Find("qda")).Message);

    private static TestTable Balanced => TestTable.Of("x y", "1 0", "3 0", "5 1", "7 1");

    private static (string Res, string ResU) Classes(ImmutableArray<KeyValuePair<string, string>> answer) => (answer[0].Value, answer[^1].Value);
}
