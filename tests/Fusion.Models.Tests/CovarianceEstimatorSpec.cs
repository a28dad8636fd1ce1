using System.Globalization;
using Fusion.Models.Tests.Support;
using Fusion.Statistics;

namespace Fusion.Models.Tests;

public class CovarianceEstimatorSpec
{
    private const string Measurements = "sepal_length sepal_width petal_length petal_width";

    private static readonly IAlgorithm Covest = Algorithms.Find("covest");
    private static readonly TestTable Small = TestTable.Of("a b", "1 2", "2 1", "4 4", "6 1");

    [Theory]
    [InlineData("l2_reg_thinkhonov", "", "cxx_est ddof estimate_type lambda")]
    [InlineData("identity_mixture", "", "alpha cxx_est ddof estimate_type")]
    [InlineData("l2_reg_sig", "tuning=oas", "alpha cxx_est ddof estimate_type tuning_type")]
    [InlineData("eigen_trunc", "q=1", "cxx_est ddof estimate_type q")]
    [InlineData("graph_lasso", "", "B cxx_est ddof estimate_type initialize_gl lambda maxiter theta tolerance")]
    [InlineData(
        "graph_lasso",
        "tuning_type=ebic",
        "B cxx_est ddof ebic_vec estimate_type gamma initialize_gl lambda lambda_vec max_lambda_power maxiter min_lambda_power num_lambda theta "
        + "tolerance tuning_type")]
    public void The_documented_tables_are_there(string type, string parameter, string tables)
    {
        FittedModel model = Fit(Small, type, parameter);
        Assert.Equal(tables, string.Join(' ', model.Extra.Keys));
        Assert.Equal(["a", "b"], model.Extra["cxx_est"].Names.AsEnumerable());
        Assert.Equal("CC", string.Concat(model.Extra["cxx_est"].Types));
        Assert.Equal([[type]], model.Extra["estimate_type"].Rows.Select(row => row.ToArray()));
        Assert.Empty(model.PredictInfo);
        Assert.Empty(model.ScoreInfo);
        Assert.Empty(model.Targets);
    }

    [Fact]
    public void Tables_follow_the_project_whatever_the_order_of_the_request()
    {
        FittedModel model = Covest.Fit("m", Small.Learn(), Requests.Names("b a", "", ("estimate_type", "identity_mixture"), ("alpha", "0")));
        Assert.Equal(["a", "b"], model.Extra["cxx_est"].Names.AsEnumerable());
        Assert.Equal(["3.6875", "0"], model.Extra["cxx_est"].Rows[0].AsEnumerable());
    }

    [Theory]
    [InlineData("0", "3.6875")]
    [InlineData("1", "4.916666666666667")]
    public void The_divisor_is_the_number_of_rows_less_ddof(string freedomLost, string variance) =>
        Assert.Equal(variance, Fit(Small, "identity_mixture", $"alpha=0;ddof={freedomLost}").Extra["cxx_est"].Rows[0][0]);

    [Fact]
    public void With_missing_values_each_pair_has_its_own_divisor()
    {
        FittedModel model = Fit(TestTable.Of("a b", "1 2", "2 1", "4 4", "6 1", "8 -"), "identity_mixture", "alpha=0;ddof=1");
        Assert.Equal(["8.2", "0"], model.Extra["cxx_est"].Rows[0].AsEnumerable());
        Assert.Equal("2", model.Extra["cxx_est"].Rows[1][1]);
    }

    [Theory]
    [InlineData("rblw")]
    [InlineData("oas")]
    public void What_is_a_multiple_of_the_identity_already_is_shrunk_whole(string tuning)
    {
        FittedModel model = Fit(TestTable.Of("a b", "1 1", "1 -1", "-1 1", "-1 -1"), "l2_reg_sig", $"tuning_type={tuning}");
        Assert.Equal([["1"]], model.Extra["alpha"].Rows.Select(row => row.ToArray()));
        Assert.Equal(["1", "0"], model.Extra["cxx_est"].Rows[0].AsEnumerable());
    }

    [Fact]
    public void Constant_inputs_get_the_variance_that_is_added()
    {
        FittedModel model = Fit(TestTable.Of("a k", "1 7", "3 7"), "l2_reg_thinkhonov", "lambda=0.5");
        Assert.Equal(["1.5 0", "0 0.5"], model.Extra["cxx_est"].Rows.Select(row => string.Join(' ', row)));
    }

    [Fact]
    public void It_predicts_nothing() => Assert.Equal(
        "Predict is undefined for model 'm': algorithm 'covest' estimates covariances.",
        Assert.Throws<UndefinedPredictionException>(() => ModelPredictor.Predict(Fit(Small, "identity_mixture", ""), Small.ToFrame())).Message);

    [Theory]
    [InlineData("identity_mixture", "ddof=4", "4 rows are too few for ddof 4: the divisor n - ddof must be above 0.")]
    [InlineData(
        "graph_lasso",
        "tolerance=1e-13;maxiter=1;lambda=0.01",
        "The graphical lasso did not converge for lambda 0.01 in 1 passes. Raise maxiter, tolerance or lambda.")]
    [InlineData(
        "graph_lasso",
        "tuning_type=ebic;tolerance=1e-14;maxiter=1;max_lambda_power=-2",
        "The graphical lasso did not converge for any lambda tried in 1 passes. Raise maxiter, tolerance or lambda.")]
    public void Data_that_do_not_determine_the_estimate_are_named(string type, string parameters, string message)
    {
        TestTable table = TestTable.Of("a b c", "1 2 1", "2 1 4", "4 4 1", "6 1 2");
        Assert.Equal(message, Assert.Throws<FitException>(() => Fit(table, type, parameters)).Message);
    }

    [Fact]
    public void A_sparse_inverse_needs_variance_and_without_penalty_independence()
    {
        TestTable table = TestTable.Of("a b k", "1 2 7", "2 4 7", "4 8 7");
        Assert.Equal(
            "The covariance matrix of the inputs is singular: no variance in 'k'. Leave attributes out.",
            Assert.Throws<FitException>(() => Fit(table, "graph_lasso", "")).Message);
        Assert.Equal(
            "The covariance matrix of the inputs is singular: 'b' is a linear combination of 'a'. Leave attributes out, or set lambda above 0.",
            Assert.Throws<FitException>(() => Covest.Fit("m", table.Learn(), Context("a b", "graph_lasso", "lambda=0"))).Message);
    }

    [Fact]
    public void A_penalty_that_rounding_hides_does_not_make_a_singular_matrix_definite()
    {
        const string limits = "tolerance=1e-14;maxiter=50";
        SufficientStatistics statistics = TestTable.Learned("collinear.csv");
        Assert.Equal(
            "The graphical lasso did not converge for lambda 1E-25 in 50 passes. Raise maxiter, tolerance or lambda.",
            Assert.Throws<FitException>(() => Covest.Fit("m", statistics, Context("a b d", "graph_lasso", $"lambda=1e-25;{limits}"))).Message);
        FittedModel model = Covest.Fit("m", statistics, Context("a b d", "graph_lasso", $"tuning_type=ebic;min_lambda_power=-25;num_lambda=9;{limits}"));
        Assert.Equal("NaN", model.Extra["ebic_vec"].Rows[0][0]);
        Assert.NotEqual("NaN", model.Extra["ebic_vec"].Rows[^1][0]);
        Assert.Contains(model.Extra["lambda"].Rows[0][0], model.Extra["lambda_vec"].Rows.Select(row => row[0]));
    }

    [Fact]
    public void Without_rows_there_is_no_estimate()
    {
        SufficientStatistics empty = Small.Learn().Subtract(Small.Learn());
        Assert.Equal(
            "No row has a value of 'a'.",
            Assert.Throws<FitException>(() => Covest.Fit("m", empty, Context("a b", "identity_mixture", ""))).Message);
    }

    [Theory]
    [InlineData("", "alpha=1", "Parameter 'estimate_type' is required; allowed are l2_reg_thinkhonov, l2_reg_sig, identity_mixture, eigen_trunc, graph_lasso.")]
    [InlineData("l2_reg_sig", "alpha=1.5", "Parameter 'alpha' is '1.5'; allowed are finite numbers from 0 to 1.")]
    [InlineData("l2_reg_sig", "tuning=ebic", "Parameter 'tuning_type' is 'ebic'; with estimate_type=l2_reg_sig allowed are rblw, oas.")]
    [InlineData("graph_lasso", "tuning_type=oas", "Parameter 'tuning_type' is 'oas'; with estimate_type=graph_lasso allowed are ebic.")]
    [InlineData("eigen_trunc", "q=3", "Parameter 'q' is '3'; allowed are whole numbers from 1 to 2, the number of inputs.")]
    [InlineData("graph_lasso", "ddof=0.5", "Parameter 'ddof' is '0.5'; allowed are whole numbers from 0.")]
    [InlineData("graph_lasso", "max_lambda_power=Infinity", "Parameter 'max_lambda_power' is 'Infinity'; allowed are finite numbers from -300 to 300 and NaN.")]
    [InlineData("graph_lasso", "max_lambda_power=-11", "Parameter 'max_lambda_power' is '-11'; allowed are numbers from min_lambda_power, which is -10.")]
    [InlineData("graph_lasso", "initialize_gl=0,1", NoStart + "'0,1'" + Starts)]
    [InlineData("graph_lasso", "initialize_gl=0,1;x,0", NoStart + "'0,1;x,0'" + Starts)]
    [InlineData("graph_lasso", "initialize_gl=best", NoStart + "'best'" + Starts)]
    public void A_wrong_parameter_is_refused_before_the_job(string type, string parameter, string message) => Assert.Equal(
        message, Assert.Throws<InvalidRequestException>(() => Covest.Validate(Small.Learn().Schema, Context("a b", type, parameter))).Message);

    [Fact]
    public void A_target_is_refused_before_the_job() => Assert.Equal(
        "Algorithm 'covest' needs no target; 1 given.",
        Assert.Throws<InvalidRequestException>(
            () => Covest.Validate(Small.Learn().Schema, Requests.Names("a", "b", ("estimate_type", "identity_mixture")))).Message);

    [Fact]
    public void An_estimate_that_is_given_up_stops() => Assert.ThrowsAny<OperationCanceledException>(() => Covest.Fit(
        "m", TestTable.Learned("Iris_rtlm.csv"), Context(Measurements, "graph_lasso", ""), new CancellationToken(canceled: true)));

    [Theory]
    [InlineData(0.02)]
    [InlineData(0.1)]
    [InlineData(1.2)]
    public void A_sparse_inverse_meets_its_conditions_of_optimality(double lambda)
    {
        SufficientStatistics statistics = TestTable.Learned("Iris_rtlm.csv");
        string parameters = string.Create(CultureInfo.InvariantCulture, $"lambda={lambda};tolerance=1e-13");
        FittedModel model = Covest.Fit("m", statistics, Context(Measurements, "graph_lasso", parameters));
        double[][] w = Matrix(model, "cxx_est"), theta = Matrix(model, "theta"), b = Matrix(model, "B");
        double[,] s = statistics.CovarianceMatrix([0, 1, 2, 3]).ToDouble();
        for (int i = 0; i < 4; i++)
        {
            Assert.Equal(s[i, i], w[i][i]);
            for (int j = 0; j < 4; j++)
            {
                Assert.Equal(i == j ? 1 : 0, w[i].Zip(theta, (x, row) => x * row[j]).Sum(), 1e-10);
                Assert.Equal(i == j ? 0 : -theta[i][j] / theta[j][j], b[i][j], 1e-10);
                if (i != j && theta[i][j] != 0)
                    Assert.Equal(s[i, j] + (lambda * Math.Sign(theta[i][j])), w[i][j], 1e-10);
                else if (i != j)
                    Assert.True(Math.Abs(s[i, j] - w[i][j]) <= lambda + 1e-12, $"W[{i},{j}] is {w[i][j]}");
            }
        }
    }

    [Theory]
    [InlineData("initialize_gl=lasso_path")]
    [InlineData("initialize_gl=last_sol")]
    [InlineData("initialize_gl=lin_reg")]
    [InlineData("initialize_gl=9,0.5,-1,0;0,0,2,0;1,0,0,0;0,0,3,0")]
    public void Every_start_leads_to_the_same_inverse(string start)
    {
        foreach (string penalty in (string[])["lambda=0.05", "lambda=5", "tuning_type=ebic;num_lambda=9;min_lambda_power=-2"])
        {
            SufficientStatistics statistics = TestTable.Learned("Iris_rtlm.csv");
            FittedModel expected = Covest.Fit("m", statistics, Context(Measurements, "graph_lasso", $"tolerance=1e-13;{penalty}"));
            FittedModel actual = Covest.Fit("m", statistics, Context(Measurements, "graph_lasso", $"tolerance=1e-13;{penalty};{start}"));
            Assert.Equal(start, $"initialize_gl={actual.Extra["initialize_gl"].Rows[0][0]}");
            Assert.Equal(expected.Extra["lambda"].Rows[0][0], actual.Extra["lambda"].Rows[0][0]);
            Assert.All(
                Matrix(expected, "theta").SelectMany(row => row).Zip(Matrix(actual, "theta").SelectMany(row => row)),
                pair => Assert.Equal(pair.First, pair.Second, 1e-9));
        }
    }

    [Fact]
    public void The_default_tolerance_is_good_to_four_digits()
    {
        SufficientStatistics statistics = TestTable.Learned("Iris_rtlm.csv");
        double[][] loose = Matrix(Covest.Fit("m", statistics, Context(Measurements, "graph_lasso", "lambda=0.1")), "cxx_est");
        double[][] tight = Matrix(Covest.Fit("m", statistics, Context(Measurements, "graph_lasso", "lambda=0.1;tolerance=1e-13")), "cxx_est");
        Assert.All(loose.SelectMany(row => row).Zip(tight.SelectMany(row => row)), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
    }

    [Fact]
    public void Without_penalty_the_inverse_is_the_plain_one()
    {
        FittedModel model = Fit(Small, "graph_lasso", "lambda=0");
        Assert.Equal((1 / 3.6875, 0), (Matrix(model, "theta")[0][0], Matrix(model, "theta")[0][1]));
        Assert.Equal(["3.6875", "0"], model.Extra["cxx_est"].Rows[0].AsEnumerable());
    }

    [Fact]
    public void One_input_alone_has_nothing_to_join()
    {
        FittedModel model = Covest.Fit("m", Small.Learn(), Context("a", "graph_lasso", "tuning_type=ebic;num_lambda=3"));
        Assert.Equal([["3.6875"]], model.Extra["cxx_est"].Rows.Select(row => row.ToArray()));
        Assert.Equal("1E-10", model.Extra["lambda"].Rows[0][0]);
    }

    private const string NoStart = "Parameter 'initialize_gl' is ";

    private const string Starts =
        "; allowed are lasso_path, inv, last_sol, lin_reg and a square matrix with a row for each input, numbers parted by commas and rows by semicolons.";

    private static FittedModel Fit(TestTable table, string type, string parameters) =>
        Covest.Fit("m", table.Learn(), Context(string.Join(' ', table.Names), type, parameters));

    /// <summary>Parameters are parted by semicolons; a matrix, which has semicolons too, is the last.</summary>
    private static MlContext Context(string inputs, string type, string parameters)
    {
        int start = parameters.IndexOf("initialize_gl=", StringComparison.Ordinal);
        string[] texts = start < 0 ? parameters.Split(';') : [.. parameters[..start].Split(';'), parameters[start..]];
        (string, string)[] given = [.. texts.Where(text => text.Length > 0).Select(text => text.Split('=')).Select(pair => (pair[0], pair[1]))];
        return Requests.Names(inputs, "", type.Length == 0 ? given : [("estimate_type", type), .. given]);
    }

    private static double[][] Matrix(FittedModel model, string table) =>
        [.. model.Extra[table].Rows.Select(row => row.Select(cell => double.Parse(cell, CultureInfo.InvariantCulture)).ToArray())];
}
