using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Fusion.Models.Tests.Support;
using Fusion.Statistics;
using Fusion.Statistics.Frames;

namespace Fusion.Models.Tests;

public class ModelPredictorSpec
{
    private static readonly ImmutableArray<ColumnType> Types = [ColumnType.Continuous, ColumnType.Category, ColumnType.Binary, ColumnType.Continuous];

    /// <summary>y = 10 + x + 5·(colour is red) + 2·flag exactly.</summary>
    private static readonly SufficientStatistics Learned = TestTable.Of(
        "x colour flag y", "1 red 0 16", "2 blue 1 14", "3 red 1 20", "4 blue 0 14", "7 blue 1 19", "7 red 0 22").Learn(types: Types);

    private static readonly FittedModel Model = Algorithms.Find("mlr").Fit("m", Learned, Requests.Names("colour$red x flag", "y"));

    [Theory]
    [InlineData("predict")]
    [InlineData("ws-predict-v5")]
    public void The_documented_samples_have_these_keys(string id)
    {
        (JsonElement sample, DataFrame frame) = Sample(id);
        KeyValuePair<string, string>[] answer = [.. ModelPredictor.Predict(TestLda(), frame, options: new PredictOptions(LegacyNormZ: true)).Single()];
        string[] expected = [.. sample.EnumerateObject().Select(entry => entry.Name)];
        Assert.Equal(expected, answer.Select(entry => entry.Key).Take(expected.Length));
        Assert.Equal("res", answer[0].Key);
    }

    [Fact]
    public void The_documented_sample_without_gaps_has_these_values()
    {
        (JsonElement sample, DataFrame frame) = Sample("ws-predict-v5");
        Dictionary<string, string> answer = new(ModelPredictor.Predict(TestLda(), frame, options: new PredictOptions(LegacyNormZ: true)).Single());
        AssertSample(sample, answer, except: []);
    }

    [Fact]
    public void The_documented_sample_with_a_gap_counts_it_as_the_mean_and_once_counted_it_as_zero()
    {
        (JsonElement sample, DataFrame frame) = Sample("predict");
        var zero = new Dictionary<string, double> { ["sepal_length"] = 0 };
        AssertSample(sample, new(ModelPredictor.Predict(TestLda(), frame, zero, new PredictOptions(LegacyNormZ: true)).Single()), except: []);
        AssertSample(sample, new(ModelPredictor.Predict(TestLda(), frame).Single()), except: ["resZ", "normZ"]);
    }

    [Fact]
    public void Columns_are_matched_by_name_and_others_ignored() =>
        Assert.Equal(["17", "12"], Results(TestTable.Of("note flag y colour x", "hello 0 ? red 2", "- false - blue 2").ToFrame()));

    [Fact]
    public void A_dummy_is_read_from_its_category_column_or_its_own()
    {
        Assert.Equal(["17", "12"], Results(TestTable.Of("colour x flag", "RED 2 0", "green 2 0").ToFrame()));
        Assert.Equal(["17", "12"], Results(TestTable.Of("colour$red x flag", "1 2 0", "0 2 0").ToFrame()));
    }

    [Fact]
    public void A_missing_value_is_the_current_mean_else_that_of_the_model()
    {
        DataFrame frame = TestTable.Of("x flag colour", "- 0 red", "NaN 0 red", "2 0 -").ToFrame();
        Assert.Equal(["19", "19", "14.5"], Results(frame));
        var means = new Dictionary<string, double> { ["x"] = 10, ["y"] = 99 };
        Assert.Equal(["25", "25", "14.5"], Results(frame, means));
        Assert.Equal(["21.5"], Results(TestTable.Of("note", "nothing").ToFrame(), new Dictionary<string, double> { ["x"] = 8, ["flag"] = 0.5 }));
    }

    [Fact]
    public void Current_means_are_those_of_the_inputs_that_still_have_values()
    {
        Assert.Equal(new Dictionary<string, double> { ["x"] = 4, ["flag"] = 0.5, ["colour$red"] = 0.5 }, ModelPredictor.Means(Model, Learned));
        Assert.Empty(ModelPredictor.Means(Model, SufficientStatistics.Empty));
        Assert.Empty(ModelPredictor.Means(Model, Learned.Subtract(Learned)));
    }

    [Fact]
    public void A_frame_without_rows_has_no_answers() => Assert.Empty(Results(TestTable.Of("x").ToFrame()));

    [Fact]
    public void A_bad_cell_is_refused_by_row_and_column()
    {
        var text = Assert.Throws<InvalidRequestException>(() => Results(TestTable.Of("x", "1", "oops").ToFrame()));
        Assert.Contains("Row 2, column 'x': 'oops'", text.Message);
        var bit = Assert.Throws<InvalidRequestException>(() => Results(TestTable.Of("flag", "0.5").ToFrame()));
        Assert.Contains("Row 1, column 'flag': '0.5'", bit.Message);
    }

    [Fact]
    public void A_row_of_the_wrong_length_is_refused()
    {
        TestTable table = TestTable.Of("x flag", "1 0");
        DataFrame ragged = (table with { Rows = table.Rows.Add(["1"]) }).ToFrame();
        Assert.Contains("Row 2 has 1 cells", Assert.Throws<InvalidRequestException>(() => Results(ragged)).Message);
    }

    private static FittedModel TestLda() => Algorithms.Find("lda").Fit("testLDA", TestTable.Learned("Iris_rtlm.csv"), Requests.Indexes("0 1 2", "3"));

    private static string[] Results(DataFrame frame, Dictionary<string, double>? means = null) =>
        [.. ModelPredictor.Predict(Model, frame, means).Select(row => row.Single().Value)];

    private static (JsonElement Answer, DataFrame Frame) Sample(string id)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(TestTable.DataPath("predict-samples.json")));
        JsonElement sample = document.RootElement.Clone().EnumerateArray().Single(entry => entry.GetProperty("id").GetString() == id);
        JsonElement body = sample.GetProperty("body");
        var table = new TestTable(Texts(body.GetProperty("attributeNames")), [.. body.GetProperty("data").EnumerateArray().Select(Texts)]);
        JsonElement answer = sample.GetProperty("response").GetProperty("values").GetProperty("KSVSMap").GetProperty("values")[0];
        return (answer, table.ToFrame([.. Texts(body.GetProperty("attributeTypes")).Select(ColumnTypes.Parse)]));
    }

    private static ImmutableArray<string> Texts(JsonElement list) => [.. list.EnumerateArray().Select(text => text.GetString()!)];

    private static void AssertSample(JsonElement sample, Dictionary<string, string> answer, string[] except)
    {
        foreach (JsonProperty entry in sample.EnumerateObject().Where(entry => !except.Contains(entry.Name)))
        {
            string expected = entry.Value.GetString()!;
            if (double.TryParse(expected, CultureInfo.InvariantCulture, out double number))
                Assert.Equal(number, double.Parse(answer[entry.Name], CultureInfo.InvariantCulture), 1e-12);
            else
                Assert.Equal(expected, answer[entry.Name]);
        }
    }
}
