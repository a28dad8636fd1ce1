using System.Globalization;
using Fusion.Models.Tests.Support;
using Fusion.Statistics;
using Fusion.Statistics.Frames;

namespace Fusion.Models.Tests;

/// <summary>Cross-validation from sums is cross-validation by refitting on rows.</summary>
public class CrossValidationSpec
{
    public static TheoryData<string> Regressions => new("mlr", "ridge", "lasso", "elasticnet", "plsq", "lsvr");

    [Theory]
    [MemberData(nameof(Regressions))]
    public void Scores_are_those_of_refitting_and_predicting_row_by_row(string algorithm)
    {
        const int Folds = 5;
        TestTable table = TestTable.Read("housing3.csv");
        AttributeCatalog catalog = table.Catalog();
        MlContext context = Requests.Names("CRIM NOX RM AGE DIS LSTAT CHAS", "MEDV", ("lambda", "0.05"), ("eta", "0.5"), ("q", "3"));
        KeyValuePair<string, SufficientStatistics>[] folds =
            [.. Enumerable.Range(0, Folds).Select(fold => KeyValuePair.Create($"f{fold}", table.Where((_, i) => i % Folds == fold).Learn(catalog)))];

        CrossValidationResult result = CrossValidation.Run(algorithm, table.Learn(catalog), folds, context);

        double all = 0;
        for (int fold = 0; fold < Folds; fold++)
        {
            TestTable held = table.Where((_, i) => i % Folds == fold);
            FittedModel refitted = Algorithms.Find(algorithm).Fit("m", table.Where((_, i) => i % Folds != fold).Learn(catalog), context);
            double[] predictions = [.. ModelPredictor.Predict(refitted, held.ToFrame()).Select(row => double.Parse(row[0].Value, CultureInfo.InvariantCulture))];
            double[] errors = [.. held.Column("MEDV").Zip(predictions, (actual, predicted) => actual - predicted)], actuals = held.Column("MEDV");
            double squares = errors.Sum(error => error * error), spread = actuals.Sum(actual => Math.Pow(actual - actuals.Average(), 2));
            Dictionary<string, double> scores = new(result.Folds[fold].Scores);
            Assert.Equal(errors.Length, scores["rows"]);
            Assert.Equal(squares / errors.Length, scores["mse"], 1e-11);
            Assert.Equal(Math.Sqrt(squares / errors.Length), scores["rmse"], 1e-12);
            Assert.Equal(errors.Average(), scores["bias"], 1e-11);
            Assert.Equal(1 - (squares / spread), scores["r2"], 1e-12);
            all += squares;
        }

        Dictionary<string, double> total = new(result.Total);
        Assert.Equal((table.Rows.Length, all / table.Rows.Length), (total["rows"], total["mse"]), (one, other) => one.Item1 == other.Item1 && Math.Abs(one.Item2 - other.Item2) < 1e-11);
    }

    [Fact]
    public void A_fold_without_which_nothing_is_determined_is_told()
    {
        TestTable table = TestTable.Of("x y", "1 2", "2 4", "3 7", "3 5");
        AttributeCatalog catalog = table.Catalog();
        KeyValuePair<string, SufficientStatistics>[] folds =
            [new("varied", table.Where((_, i) => i < 2).Learn(catalog)), new("constant", table.Where((_, i) => i >= 2).Learn(catalog))];

        CrossValidationResult result = CrossValidation.Run("mlr", table.Learn(catalog), folds, Requests.Names("x", "y"));

        Assert.Contains("no variance in 'x'", result.Folds[0].Error!, StringComparison.Ordinal);
        Assert.Null(result.Folds[1].Error);
        Assert.Equal(2, new Dictionary<string, double>(result.Total)["rows"]);
    }

    [Fact]
    public void What_can_not_be_scored_from_sums_is_refused()
    {
        SufficientStatistics all = TestTable.Of("x y b", "1 2 0", "2 4 1", "3 7 0", "5 5 1").Learn();
        KeyValuePair<string, SufficientStatistics>[] one = [new("all", all)], two = [.. one, .. one];
        AssertRefused("Algorithm 'lda' can't be cross-validated from sums; allowed are mlr", () => CrossValidation.Run("lda", all, two, Requests.Names("x", "b")));
        AssertRefused("needs from 2 to 1000 folds; there are 1", () => CrossValidation.Run("mlr", all, one, Requests.Names("x", "y")));
        AssertRefused("clipped at 0", () => CrossValidation.Run("mlr", all.Merge(all), two, Requests.Names("x", "y", ("clip_negative_predictions", "true"))));
        TestTable powers = TestTable.Of("x z", "1 2", "2 4", "3 8", "4 15", "5 33").With(new PowerTransform("z", 0, 0.5, 1));
        SufficientStatistics curved = powers.Learn();
        AssertRefused(
            "This model of algorithm 'powerreg' is not linear in its inputs",
            () => CrossValidation.Run("powerreg", curved.Merge(curved), [new("a", curved), new("b", curved)], Requests.Names("x", "z")));
        AssertRefused("needs 1 target", () => CrossValidation.Run("mlr", all, two, Requests.Names("x")));
    }

    private static void AssertRefused(string expected, Action run) =>
        Assert.Contains(expected, Assert.Throws<InvalidRequestException>(run).Message, StringComparison.Ordinal);
}
