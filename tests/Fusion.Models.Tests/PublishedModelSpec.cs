using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Fusion.Models.Tests.Support;
using Fusion.Statistics;

namespace Fusion.Models.Tests;

public class PublishedModelSpec
{
    /// <summary>The divisor n − 1 of a build older than any that is supported; its scaled twin is tested.</summary>
    private const string OldDivisor = "lda.iris.versicolor.code";

    public static TheoryData<string> Regressions => PublishedVector.Ids("mlr", "mlr-federated");

    public static TheoryData<string> Discriminants => PublishedVector.Ids(["lda"], except: [OldDivisor]);

    public static TheoryData<string> Assessments => PublishedVector.Ids("assessment");

    [Theory]
    [MemberData(nameof(Regressions))]
    public void Regressions_are_those_published(string id)
    {
        PublishedVector vector = PublishedVector.Find(id);
        TestTable table = TestTable.Read([.. vector.Files]);
        FittedModel model = Fit(vector, vector.Text("train") is null ? TestTable.Learned([.. vector.Files]) : Part(table, "train_").Learn());
        Dictionary<string, double[]> answers = Coefficients(model);
        answers["(Intercept)"] = [model.Parameters["intercept"][0]];
        AddTableRow(answers, model, id.Split('.')[^1]);
        if (vector.Text("assess") is not null)
            AddAssessment(answers, model, table);
        if (vector.Text("predict") is { } rows)
            AddPredictions(answers, model, rows == "rows 0..26" ? table.Where((_, i) => i <= 26) : Part(table, rows["rows with part = ".Length..].Split(',')[0]));
        vector.AssertMeets(answers);
    }

    [Theory]
    [MemberData(nameof(Discriminants))]
    public void Discriminants_are_those_published(string id)
    {
        PublishedVector vector = PublishedVector.Find(id);
        TestTable table = TestTable.Read([.. vector.Files]);
        FittedModel model = Fit(vector, TestTable.Learned([.. vector.Files]));
        Dictionary<string, double[]> answers = Coefficients(model);
        answers["z0"] = [model.Parameters["z0"][0]];
        answers["OverallContribution"] = [model.Parameters["distance"][0]];
        string option = vector.Text("option") ?? "";
        var zeroForMissing = new Dictionary<string, double> { ["sepal_length"] = 0 };
        var predictions = ModelPredictor.Predict(
            model,
            Rows(vector, model, table).ToFrame(),
            option.Contains("missing input counted as 0", StringComparison.Ordinal) ? zeroForMissing : null,
            new PredictOptions(LegacyNormZ: option.Contains("compat.normZLegacy=true", StringComparison.Ordinal)));
        foreach (string key in (string[])["res", "resZ", "normZ"])
        {
            answers[key] = Numbers(predictions, key);
        }

        vector.AssertMeets(answers);
    }

    [Theory]
    [MemberData(nameof(Assessments))]
    public void Assessments_are_those_published(string id)
    {
        PublishedVector vector = PublishedVector.Find(id);
        TestTable table = TestTable.Read([.. vector.Files]);
        FittedModel model = Fit(vector, TestTable.Learned([.. vector.Files]));
        var predictions = ModelPredictor.Predict(model, table.ToFrame());
        double[] scores = Numbers(predictions, "normZ");
        bool[] labels = [.. table.Column(model.Targets[0].Name).Select(value => value == 1)];
        ImmutableArray<ScoreBucket> buckets = BinaryAssessment.Buckets(scores, labels);
        ConfusionTable confusion = BinaryAssessment.Confusion([.. Numbers(predictions, "res").Select(value => value == 1)], labels);
        double area = BinaryAssessment.AreaUnderCurve(scores, labels);
        vector.AssertMeets(new Dictionary<string, double[]>
        {
            ["averageScore"] = [.. buckets.Select(bucket => bucket.AverageScore)],
            ["targetCount"] = [.. buckets.Select(bucket => (double)bucket.Ones)],
            ["TP"] = [confusion.TruePositives],
            ["FP"] = [confusion.FalsePositives],
            ["FN"] = [confusion.FalseNegatives],
            ["TN"] = [confusion.TrueNegatives],
            ["AUC"] = [Math.Round(area, 4)], // printed as a percentage with two decimals
        });
    }

    private static FittedModel Fit(PublishedVector vector, SufficientStatistics statistics) =>
        Algorithms.Find(vector.Text("algo")).Fit(vector.Id, statistics, vector.Context);

    private static TestTable Part(TestTable table, string part)
    {
        int partColumn = table.Names.IndexOf("part"), orderColumn = table.Names.IndexOf("order");
        TestTable rows = table.Where((row, _) => row[partColumn].StartsWith(part, StringComparison.Ordinal));
        return rows with { Rows = [.. rows.Rows.OrderBy(row => row[orderColumn], StringComparer.Ordinal)] };
    }

    private static TestTable Rows(PublishedVector vector, FittedModel model, TestTable table)
    {
        if (!vector.Request.TryGetProperty("predict", out JsonElement rows))
            return table;
        if (rows.ValueKind == JsonValueKind.Array)
            return new TestTable([.. model.Inputs.Select(input => input.Name)], [.. rows.EnumerateArray().Select(Cells)]);
        return rows.GetString() == "rows 0..13" ? table.Where((_, i) => i <= 13) : TestTable.Of("petal_length sepal_width", "1.5 5");
    }

    private static ImmutableArray<string> Cells(JsonElement row) => [.. row.EnumerateArray().Select(cell => cell.GetRawText())];

    private static Dictionary<string, double[]> Coefficients(FittedModel model) =>
        model.Inputs.ToDictionary(input => input.Name, input => new[] { model.Parameters["coefficients"][input.CoefficientIndex] });

    private static void AddTableRow(Dictionary<string, double[]> answers, FittedModel model, string attribute)
    {
        ModelTable table = model.Extra["coefficients"];
        foreach (ImmutableArray<string> row in table.Rows.Where(row => row[0] == attribute))
        {
            for (int column = 1; column < row.Length; column++)
            {
                answers[table.Names[column]] = [double.Parse(row[column], CultureInfo.InvariantCulture)];
            }
        }
    }

    private static void AddAssessment(Dictionary<string, double[]> answers, FittedModel model, TestTable table)
    {
        double[] actual = table.Column(model.Targets[0].Name);
        double[] predicted = Numbers(ModelPredictor.Predict(model, table.ToFrame()), "res");
        RegressionAssessment assessment = RegressionAssessment.Of(predicted, actual);
        answers["RMSE"] = [assessment.RootMeanSquaredError];
        answers["MAE"] = [assessment.MeanAbsoluteError];
        answers["R2"] = [assessment.RSquared];
        double[] bars = new double[10];
        foreach ((double truth, double prediction) in actual.Zip(predicted))
        {
            bars[Math.Clamp((int)Math.Floor((truth - prediction + 1) / 0.2), 0, 9)]++;
        }

        answers["residualBars-1to1step0.2"] = bars;
    }

    private static void AddPredictions(Dictionary<string, double[]> answers, FittedModel model, TestTable rows)
    {
        answers["res"] = Numbers(ModelPredictor.Predict(model, rows.ToFrame()), "res");
        answers["r2"] = [RegressionAssessment.Of(answers["res"], rows.Column(model.Targets[0].Name)).RSquared];
    }

    private static double[] Numbers(ImmutableArray<ImmutableArray<KeyValuePair<string, string>>> predictions, string key) =>
        [.. predictions.Select(row => double.Parse(row.Single(entry => entry.Key == key).Value, CultureInfo.InvariantCulture))];
}
