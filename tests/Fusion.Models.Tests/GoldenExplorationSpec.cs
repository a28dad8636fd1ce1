using System.Globalization;
using Fusion.Models.Tests.Support;

namespace Fusion.Models.Tests;

/// <summary>Every metric on Iris, bank and housing against scipy and R (folder Golden).</summary>
public class GoldenExplorationSpec
{
    /// <summary>What the other side loses in doubles: p values in far tails as much as their statistic squared times its rounding.</summary>
    private const double Relative = 1e-12, Tail = 1e-11;

    public static TheoryData<string, string> Questions()
    {
        var questions = new TheoryData<string, string>();
        foreach (string source in (string[])["exploration.scipy.tsv", "exploration.r.tsv"])
        {
            foreach (string metric in Lines(source).Select(line => line.Metric).Distinct().Except(["vif", "pca", "svd"]))
            {
                questions.Add(source, metric);
            }
        }

        return questions;
    }

    [Theory]
    [MemberData(nameof(Questions))]
    public void Numbers_are_those_of_scipy_and_R(string source, string metric)
    {
        foreach (IGrouping<string, Line> question in Lines(source).Where(line => line.Metric == metric).GroupBy(line => line.Question))
        {
            Line first = question.First();
            Dictionary<string, double> answers = ExploreMetrics.Find(metric)
                .Compute(TestTable.Learned(first.File), first.Context, new ExploreOptions(Histogram: true)).ToDictionary();
            foreach (Line line in question)
            {
                double tolerance = line.Key is "tp" or "tpu" or "fp" or "zp" or "P" or "pval" ? Tail : Relative;
                Assert.True(
                    Close(line.Value, answers[line.Key], tolerance, Scale(line.Key, answers)),
                    $"{line.Question} {line.Key}: expected {line.Value:R}, computed {answers[line.Key]:R}");
            }
        }
    }

    /// <summary>Relative to the number; where the other side cancels in doubles, to what it cancels from.</summary>
    private static bool Close(double expected, double actual, double tolerance, double scale) =>
        (double.IsNaN(expected) && double.IsNaN(actual)) || Math.Abs(expected - actual) <= tolerance * Math.Max(Math.Abs(expected), scale);

    private static double Scale(string key, Dictionary<string, double> answers) => key switch
    {
        "linCorr" => 1e-3,
        "gain" => 1e-3,
        "skewness" or "kurtosis" => 1,
        "condVariance" => answers["condMean"] * answers["condMean"],
        "condStddev" or "biCi95Down" or "biCi95Up" => Math.Abs(answers["condMean"]),
        "zp" or "tp" or "tpu" or "fp" or "P" or "pval" => 1e-300,
        _ => 0,
    };

    private static IEnumerable<Line> Lines(string source) =>
        File.ReadLines(TestTable.DataPath(source)).Where(line => line[0] != '#').Select(line => Line.Parse(line.Split('\t')));

    private sealed record Line(string File, string Metric, MlContext Context, string Key, double Value, string Question)
    {
        public static Line Parse(string[] fields)
        {
            (string, string)[] parameters = fields[4].Length == 0 ? [] : [(fields[4].Split('=')[0], fields[4].Split('=')[1])];
            MlContext context = Requests.Names(fields[2], fields[3], parameters);
            return new Line(
                fields[0], fields[1], context, fields[5], double.Parse(fields[6].Replace("inf", "Infinity", StringComparison.Ordinal), CultureInfo.InvariantCulture),
                string.Join(' ', fields[..5]));
        }
    }
}
