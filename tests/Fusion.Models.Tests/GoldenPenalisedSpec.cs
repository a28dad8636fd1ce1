using System.Collections.Immutable;
using System.Globalization;
using Fusion.Models.Tests.Support;

namespace Fusion.Models.Tests;

/// <summary>Ridge, lasso and elastic net on housing and bank against scikit-learn (folder Golden).</summary>
public class GoldenPenalisedSpec
{
    private const double Relative = 1e-13;

    private static readonly ImmutableArray<Line> Lines =
        [.. File.ReadLines(TestTable.DataPath("penalised.sklearn.tsv")).Where(line => line[0] != '#').Select(line => Line.Parse(line.Split('\t')))];

    public static TheoryData<int> Cases => new(Enumerable.Range(0, Lines.Length));

    [Theory]
    [MemberData(nameof(Cases))]
    public void Numbers_are_those_of_scikit_learn(int number)
    {
        Line line = Lines[number];
        FittedModel model = Algorithms.Find(line.Algorithm).Fit("m", TestTable.Learned(line.File), line.Context);
        Dictionary<string, double> answers = [];
        foreach (ImmutableArray<string> row in model.Extra["coefficients"].Rows)
        {
            answers[row[0]] = Number(row[1]);
            answers[$"{row[0]}:se"] = Number(row[2]);
        }

        Assert.All(line.Numbers, entry => Assert.True(
            Math.Abs(entry.Value - answers[entry.Key]) <= Relative * Math.Abs(entry.Value),
            $"{line.Algorithm} {entry.Key}: expected {entry.Value:R}, computed {answers[entry.Key]:R}"));
        Assert.Equal(line.Numbers["(Intercept)"], model.Parameters["intercept"][0], Math.Abs(line.Numbers["(Intercept)"]) * Relative);
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private sealed record Line(string File, string Algorithm, MlContext Context, ImmutableDictionary<string, double> Numbers)
    {
        public static Line Parse(string[] fields) => new(
            fields[0],
            fields[1],
            Requests.Names(fields[2], fields[3], [.. Pairs(fields[4])]),
            Pairs(fields[5]).ToImmutableDictionary(pair => pair.Key, pair => Number(pair.Value)));

        private static IEnumerable<(string Key, string Value)> Pairs(string text) =>
            text.Split(' ').Select(pair => (pair.Split('=')[0], pair.Split('=')[1]));
    }
}
