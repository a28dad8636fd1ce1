using System.Globalization;

namespace Fusion.Models.Numerics;

/// <summary>Numbers as the texts that models answer with; the same in every culture.</summary>
internal static class NumberText
{
    private const int Digits = 6;

    /// <summary>The shortest text that reads back to the same double; <c>NaN</c>, <c>Infinity</c>, <c>-Infinity</c>.</summary>
    public static string Full(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>Six significant digits, zeros at the end kept: <c>4.49040</c>, <c>-15.9048</c>, <c>1.23457e+06</c>.</summary>
    public static string Six(double value)
    {
        if (!double.IsFinite(value))
            return Full(value);
        string scientific = value.ToString($"0.{new string('0', Digits - 1)}e+00", CultureInfo.InvariantCulture);
        int exponent = int.Parse(scientific.AsSpan(scientific.IndexOf('e') + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return exponent is >= -4 and < Digits ? value.ToString($"F{Digits - 1 - exponent}", CultureInfo.InvariantCulture) : scientific;
    }

    /// <summary>A boolean in lower case.</summary>
    public static string Flag(bool value) => value ? "true" : "false";

    /// <summary>A vector as R text in quotes, with the blanks and the line feed of the documented answer.</summary>
    public static string RVector(IEnumerable<double> values) => $"\"l0 <- c({string.Join(" ,", values.Select(Six))} )\n\"";
}
