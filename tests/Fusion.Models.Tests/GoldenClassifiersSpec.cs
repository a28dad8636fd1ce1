using System.Collections.Immutable;
using System.Globalization;
using Fusion.Models.Tests.Support;

namespace Fusion.Models.Tests;

/// <summary>Classifiers, support-vector machines and covariance estimates on four data sets against mpmath and scikit-learn (folder Golden).</summary>
public class GoldenClassifiersSpec
{
    private const double Relative = 1e-10;

    /// <summary>Decompositions in doubles, and descents that end within their tolerance, are right relative to the largest element.</summary>
    private const double OfLargest = 1e-11;

    private static readonly ImmutableArray<Line> Lines =
        [.. File.ReadLines(TestTable.DataPath("classifiers.tsv")).Where(line => line[0] != '#').Select(line => Line.Parse(line.Split('\t')))];

    public static TheoryData<string> Questions => new(Lines.Select(line => line.Question).Distinct());

    [Theory]
    [MemberData(nameof(Questions))]
    public void Numbers_are_those_of_mpmath_and_scikit_learn(string question)
    {
        Line[] lines = [.. Lines.Where(line => line.Question == question)];
        Line first = lines[0];
        FittedModel model = Algorithms.Find(first.Algorithm).Fit("m", TestTable.Learned(first.File), first.Context);
        ImmutableArray<ImmutableArray<KeyValuePair<string, string>>> predictions =
            first.Algorithm == "covest" ? [] : ModelPredictor.Predict(model, TestTable.Read(first.File).ToFrame());
        foreach (Line line in lines)
        {
            double actual = Answer(model, predictions, line.Key);
            double largest = lines.Where(other => other.Table == line.Table).Max(other => Math.Abs(other.Value));
            Assert.True(
                Math.Abs(actual - line.Value) <= Math.Max(Relative * Math.Abs(line.Value), OfLargest * (line.Table.Length > 0 ? largest : 0)),
                $"{question} {line.Key}: expected {line.Value:R}, computed {actual:R}");
        }
    }

    private static double Answer(FittedModel model, ImmutableArray<ImmutableArray<KeyValuePair<string, string>>> predictions, string key)
    {
        if (key.Split('@') is [var name, var row])
            return Parse(predictions[int.Parse(row, CultureInfo.InvariantCulture)].Single(entry => entry.Key == name).Value);
        if (key.Split('[', ',', ']') is [var table, var i, var j, ""])
            return Cell(model, table, int.Parse(i, CultureInfo.InvariantCulture), int.Parse(j, CultureInfo.InvariantCulture));
        if (model.Inputs.FirstOrDefault(input => input.Name == key) is { } found)
            return model.Parameters["coefficients"][found.CoefficientIndex];
        if (model.Extra.ContainsKey(key))
            return Cell(model, key, 0, 0);
        return key == "gamma" && model.Algorithm == "lsvr" ? -model.Parameters["intercept"][0] : model.Parameters[key][0];
    }

    private static double Cell(FittedModel model, string table, int row, int column) => Parse(model.Extra[table].Rows[row][column]);

    private static double Parse(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private sealed record Line(string File, string Algorithm, MlContext Context, string Key, double Value, string Question)
    {
        /// <summary>The name of the matrix or vector that the value is an element of, else empty.</summary>
        public string Table => Key.Contains('[', StringComparison.Ordinal) ? Key[..Key.IndexOf('[', StringComparison.Ordinal)] : "";

        public static Line Parse(string[] fields)
        {
            (string, string)[] parameters = [.. fields[4].Split(';').Select(parameter => (parameter.Split('=')[0], parameter.Split('=')[1]))];
            MlContext context = Requests.Names(fields[2], fields[3], parameters);
            return new Line(fields[0], fields[1], context, fields[5], GoldenClassifiersSpec.Parse(fields[6]), string.Join(' ', fields[..5]));
        }
    }
}
