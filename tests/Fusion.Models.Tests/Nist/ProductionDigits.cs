using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Fusion.Models.Tests.Support;
using Fusion.Statistics;
using Fusion.Statistics.Tests.Nist;

namespace Fusion.Models.Tests.Nist;

/// <summary>Correct digits of what the model <c>mlr</c> answers for a NIST regression file whose rows are learned as decimal texts.</summary>
internal static class ProductionDigits
{
    /// <summary>What was answered and its log relative error.</summary>
    public static IReadOnlyList<(string Quantity, double Digits)> Of(ReferenceFile file)
    {
        JsonElement certified = file.Certified.GetProperty("coefficients");
        ModelTable table = Fit(file, certified.GetArrayLength() - 1).Extra["coefficients"];
        var digits = new List<(string, double)>();
        for (int i = 0; i < certified.GetArrayLength(); i++)
        {
            string name = certified[i].GetProperty("name").GetString()!;
            var row = table.Rows[(i + table.Rows.Length - 1) % table.Rows.Length]; // the intercept is last in the table and first in the file
            digits.Add(($"coefficient {name}", Digits(row[1], certified[i].GetProperty("estimate"))));
            digits.Add(($"standard error {name}", Digits(row[2], certified[i].GetProperty("standard_deviation"))));
        }

        return digits;
    }

    /// <summary>Fits a polynomial of a degree; each power is an attribute.</summary>
    public static FittedModel Fit(ReferenceFile file, int degree) =>
        Algorithms.Find("mlr").Fit("m", Table(file, degree).Learn(), Requests.Names(string.Join(' ', Names(degree)), "y"));

    public static TestTable Table(ReferenceFile file, int degree) => new(
        [.. Names(degree).Prepend("y")],
        [.. file.Rows.Select(row => Enumerable.Range(1, degree).Select(power => Power(row[1], power)).Prepend(Power(row[0], 1)).ToImmutableArray())]);

    private static IEnumerable<string> Names(int degree) => Enumerable.Range(1, degree).Select(power => $"x{power}");

    /// <summary>A power in full.</summary>
    private static string Power(DecimalNumber x, int power)
    {
        int places = Math.Max(0, x.Scale * power);
        BigInteger mantissa = BigInteger.Pow(x.Mantissa, power) * BigInteger.Pow(10, Math.Max(0, -x.Scale * power));
        string digits = BigInteger.Abs(mantissa).ToString(CultureInfo.InvariantCulture).PadLeft(places + 1, '0');
        string text = places == 0 ? digits : $"{digits[..^places]}.{digits[^places..]}";
        return mantissa.Sign < 0 ? $"-{text}" : text;
    }

    private static double Digits(string actual, JsonElement certified) =>
        LogRelativeError.Of(double.Parse(actual, CultureInfo.InvariantCulture), certified.GetString()!);
}
