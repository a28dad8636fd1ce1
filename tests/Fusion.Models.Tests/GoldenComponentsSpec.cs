using System.Collections.Immutable;
using System.Globalization;
using Fusion.Models.Tests.Support;
using Fusion.Statistics.Frames;

namespace Fusion.Models.Tests;

/// <summary>Models on components and powers against NIPALS on the rows, sklearn, scipy and mpmath (folder Golden).</summary>
public class GoldenComponentsSpec
{
    private const double Relative = 1e-10;

    /// <summary>Copies by powers are learned with nine digits, of which the way back loses one or two.</summary>
    private const double OfCopies = 5e-8;

    public static TheoryData<string> Models => new(Lines().Select(line => line.Model).Distinct());

    [Theory]
    [MemberData(nameof(Models))]
    public void Numbers_are_those_of_the_other_side(string name)
    {
        Line[] lines = [.. Lines().Where(line => line.Model == name)];
        TestTable table = TestTable.Read(lines[0].File);
        IAlgorithm algorithm = Algorithms.Find(lines[0].Algorithm);
        var statistics = algorithm.Id == "powerreg"
            ? table.With(new PowerTransform(lines[0].Context.TargetAttributeNames[0], -2, 2, 11)).Learn()
            : TestTable.Learned(lines[0].File);
        FittedModel model = algorithm.Fit("m", statistics, lines[0].Context);
        foreach (Line line in lines)
        {
            double actual = Answer(model, line.Key, table);
            double allowed = (algorithm.Id == "powerreg" ? OfCopies : Relative) * Math.Abs(line.Value);
            Assert.True(Math.Abs(line.Value - actual) <= allowed, $"{name} {line.Key}: expected {line.Value:R}, computed {actual:R}");
        }
    }

    private static double Answer(FittedModel model, string key, TestTable table)
    {
        string[] parts = key.Split(':');
        return parts switch
        {
            ["threshold"] => model.Parameters["anomaly_threshold"][0],
            ["power"] => model.Parameters["power"][0],
            ["lambda" or "aicc", var k] => Cell(model, $"{parts[0]}_vec", int.Parse(k, null), 0),
            ["0", "(Intercept)"] => Cell(model, "model_bias", 0, 0),
            ["0", var input] => Cell(model, "model", Position(model, input), 0),
            [var k, "(Intercept)"] => Cell(model, "model_bias", int.Parse(k, null) - 1, 0),
            [var k, var input] => Cell(model, "model", int.Parse(k, null) - 1, Position(model, input)),
            _ => Predicted(model, table, int.Parse(key, null)),
        };
    }

    private static int Position(FittedModel model, string input) => model.Inputs.Single(candidate => candidate.Name == input).CoefficientIndex;

    private static double Cell(FittedModel model, string table, int row, int column) => Parse(model.Extra[table].Rows[row][column]);

    private static double Predicted(FittedModel model, TestTable table, int row)
    {
        var answers = ModelPredictor.Predict(model, table.Where((_, i) => i == row).ToFrame());
        return Parse(answers[0].Single(answer => answer.Key == model.ScoreInfo[0]).Value);
    }

    private static double Parse(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static IEnumerable<Line> Lines() =>
        File.ReadLines(TestTable.DataPath("components.tsv")).Where(line => line[0] != '#').Select(line => Line.Parse(line.Split('\t')));

    private sealed record Line(string File, string Algorithm, MlContext Context, string Key, double Value, string Model)
    {
        public static Line Parse(string[] fields)
        {
            ImmutableArray<(string, string)> parameters =
                [.. fields[4].Split(';', StringSplitOptions.RemoveEmptyEntries).Select(parameter => (parameter.Split('=')[0], parameter.Split('=')[1]))];
            return new Line(
                fields[0], fields[1], Requests.Names(fields[2], fields[3], [.. parameters]), fields[5], GoldenComponentsSpec.Parse(fields[6]), string.Join(' ', fields[..5]));
        }
    }
}
