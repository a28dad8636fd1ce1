using System.Collections.Immutable;
using System.Globalization;
using Fusion.Models.Tests.Support;
using Fusion.Statistics;

namespace Fusion.Models.Tests;

/// <summary>Penalised fits against what defines them: no direction descends, and the penalty chosen by AICc is the best of all refits.</summary>
public class PenalisedOptimalitySpec
{
    private const string Housing = "housing3.csv", Bank = "bank1.csv";

    public static TheoryData<string, string, string, double, double, bool> Problems
    {
        get
        {
            var problems = new TheoryData<string, string, string, double, double, bool>();
            foreach ((string file, string target, double unit) in new[] { (Housing, "MEDV", 1.0), (Bank, "duration", 100.0), (Bank, "balance", 1000.0) })
            {
                foreach ((string algorithm, double eta) in new[] { ("ridge", 0.0), ("elasticnet", 0.1), ("elasticnet", 0.9), ("lasso", 1.0) })
                {
                    foreach (double lambda in new[] { 1e-7, 1e-4, 0.01, 0.1, 1.0 })
                    {
                        problems.Add(file, target, algorithm, lambda * unit, eta, true);
                        problems.Add(file, target, algorithm, lambda * unit, eta, false);
                    }
                }
            }

            return problems;
        }
    }

    /// <summary>Subgradient: c − Cβ is λη·s·sign(β) + λ(1−η)s²β where β is not 0, and within ±λη·s where it is; s = σ of standardised inputs, else 1.</summary>
    [Theory]
    [MemberData(nameof(Problems))]
    public void No_direction_descends(string file, string target, string algorithm, double lambda, double eta, bool standardize)
    {
        SufficientStatistics statistics = TestTable.Learned(file);
        FittedModel model = Fit(file, algorithm, "", target, ("lambda", Text(lambda)), ("eta", Text(eta)), ("standardize", Text(standardize)));
        Assert.NotEqual("false", model.Info.GetValueOrDefault("converged"));
        int y = model.Targets[0].ProjectIndex;
        double spread = Math.Sqrt((double)statistics.Univariate(y).Variance);
        foreach (ModelInput input in model.Inputs)
        {
            double beta = Coefficient(model, input), sigma = Math.Sqrt((double)statistics.Univariate(input.ProjectIndex).Variance), unit = standardize ? sigma : 1;
            double gradient = (double)statistics.Bivariate(input.ProjectIndex, y).Covariance
                - model.Inputs.Sum(other => (double)statistics.Bivariate(input.ProjectIndex, other.ProjectIndex).Covariance * Coefficient(model, other));
            double rounding = 1e-12 * sigma * spread;
            double expected = (lambda * eta * unit * Math.Sign(beta)) + (lambda * (1 - eta) * unit * unit * beta);
            double allowed = beta == 0 ? (lambda * eta * unit) + rounding : rounding;
            Assert.True(Math.Abs(gradient - expected) <= allowed, $"{input.Name}: coefficient {beta:R}, gradient {gradient:R}, expected {expected:R}");
        }
    }

    [Theory]
    [InlineData(Housing, "ridge", "CRIM NOX RM LSTAT", "MEDV", 0)]
    [InlineData(Housing, "lasso", "", "MEDV", 0)]
    [InlineData(Housing, "elasticnet", "CRIM ZN INDUS NOX RM AGE DIS RAD", "MEDV", 4)]
    [InlineData(Bank, "lasso", "", "duration", 0)]
    [InlineData(Bank, "elasticnet", "age balance campaign pdays previous job_admin. job_student loan_yes", "duration", 3)]
    public void The_penalty_chosen_is_the_best_of_all_refits(string file, string algorithm, string inputs, string target, int etas)
    {
        (string, string)[] grid = [("min_lambda_power", "-6"), ("max_lambda_power", "2"), ("num_lambda", "25"), ("min_eta", "0.25"), ("num_eta", $"{etas}")];
        if (etas == 0)
            grid = grid[..3];
        FittedModel chosen = Fit(file, algorithm, inputs, target, [("aicc", "true"), .. grid]);
        double[] lambdas = [.. Enumerable.Range(0, 25).Select(i => Math.Pow(10, -6 + (i * 8.0 / 24)))];
        double[] shares = etas == 0 ? [1] : [.. Enumerable.Range(0, etas).Select(i => 0.25 + (i * 0.75 / (etas - 1)))];
        (double Criterion, double Lambda, double Eta) best = shares
            .SelectMany(eta => lambdas.Reverse().Select(lambda => (Criterion(lambda, eta), lambda, eta)))
            .MinBy(candidate => candidate.Item1);
        Assert.Equal(lambdas.Length * shares.Length, chosen.ModelsBuilt);
        Assert.Equal(best.Lambda, Number(chosen.Info["lambda"]), best.Lambda * 1e-12);
        Assert.Equal(best.Criterion, Number(chosen.Info["aicc"]), Math.Abs(best.Criterion) * 1e-5);
        if (etas > 0)
            Assert.Equal(best.Eta, Number(chosen.Info["eta"]), 1e-12);
        FittedModel refit = Fit(file, algorithm, inputs, target, ("lambda", chosen.Info["lambda"]), ("eta", chosen.Info.GetValueOrDefault("eta", "1")));
        Assert.Equal(refit.Parameters["coefficients"].AsEnumerable(), chosen.Parameters["coefficients"].AsEnumerable());

        double Criterion(double lambda, double eta)
        {
            FittedModel model = Fit(file, algorithm, inputs, target, ("lambda", Text(lambda)), ("eta", Text(eta)));
            TestTable table = TestTable.Read(file);
            double[] predicted = [.. ModelPredictor.Predict(model, table.ToFrame()).Select(row => Number(row[0].Value))];
            double squares = predicted.Zip(table.Column(target), (one, other) => (one - other) * (one - other)).Sum();
            int n = table.Rows.Length, k = model.Inputs.Count(input => Coefficient(model, input) != 0) + 1;
            return (n * Math.Log(squares / n)) + (2 * k) + (2.0 * k * (k + 1) / (n - k - 1));
        }
    }

    [Fact]
    public void The_grid_is_by_default_a_hundred_lambdas_and_eleven_etas()
    {
        FittedModel net = Fit(Housing, "elasticnet", "RM LSTAT", "MEDV", ("aicc", "true"));
        Assert.Equal(1100, net.ModelsBuilt);
        Assert.Equal(100, Fit(Housing, "lasso", "RM LSTAT", "MEDV", ("aicc", "true"), ("lambda", "5")).ModelsBuilt);
        FittedModel ridge = Fit(Housing, "ridge", "RM LSTAT", "MEDV", ("aicc", "true"), ("min_lambda_power", "-4"));
        Assert.Equal(("0.0001", 100), (ridge.Info["lambda"], ridge.ModelsBuilt));
    }

    [Fact]
    public void A_grid_of_one_is_its_smallest_value()
    {
        FittedModel net = Fit(Housing, "elasticnet", "RM LSTAT", "MEDV", ("aicc", "true"), ("num_lambda", "1"), ("num_eta", "1"), ("min_eta", "0.5"));
        Assert.Equal(("1E-10", "0.5", 1), (net.Info["lambda"], net.Info["eta"], net.ModelsBuilt));
    }

    [Fact]
    public void Too_few_rows_for_the_criterion_are_named()
    {
        SufficientStatistics statistics = TestTable.Of("a b y", "1 1 1", "2 4 3", "3 2 2", "4 5 5").Learn();
        MlContext context = Requests.Names("a b", "y", ("aicc", "true"));
        Assert.Equal(
            "4 rows are too few for the criterion aicc: it needs 2 more than there are coefficients, the intercept included. Give lambda.",
            Assert.Throws<FitException>(() => Algorithms.Find("ridge").Fit("m", statistics, context)).Message);
        Assert.Equal(100, Algorithms.Find("lasso").Fit("m", statistics, context).ModelsBuilt);
    }

    [Fact]
    public void Covariances_that_contradict_each_other_need_a_squared_penalty()
    {
        // a and b are the same where both are known, but y falls with a and rises with b.
        SufficientStatistics statistics = TestTable.Of("a b y", "1 1 -", "2 2 -", "3 3 -", "1 - 3", "2 - 2", "3 - 1", "- 1 1", "- 2 2", "- 3 3").Learn();
        FittedModel Fit(string algorithm, string lambda) =>
            Algorithms.Find(algorithm).Fit("m", statistics, Requests.Names("a b", "y", ("lambda", lambda), ("eta", "0.5"), ("standardize", "false")));
        Assert.Contains("covariances of rows with missing values contradict", Assert.Throws<FitException>(() => Fit("lasso", "0.25")).Message);
        Assert.Equal([0, 0], Fit("lasso", "1").Parameters["coefficients"].AsEnumerable());
        Assert.All(Fit("ridge", "0.25").Parameters["coefficients"].Zip([-8.0 / 3, 8.0 / 3]), pair => Assert.Equal(pair.Second, pair.First, 1e-13));
        Assert.All(Fit("elasticnet", "0.5").Parameters["coefficients"].Zip([-5.0 / 3, 5.0 / 3]), pair => Assert.Equal(pair.Second, pair.First, 1e-13));
    }

    private static FittedModel Fit(string file, string algorithm, string inputs, string target, params (string, string)[] extra) =>
        Algorithms.Find(algorithm).Fit("m", TestTable.Learned(file), Requests.Names(inputs, target, extra));

    private static double Coefficient(FittedModel model, ModelInput input) => model.Parameters["coefficients"][input.CoefficientIndex];

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string Text(bool value) => value ? "true" : "false";
}
