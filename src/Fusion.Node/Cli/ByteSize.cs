using System.Globalization;

namespace Fusion.Node.Cli;

/// <summary>Reads a number of bytes as given on the command line: <c>8MiB</c>, <c>512KiB</c>, <c>1000000</c>.</summary>
internal static class ByteSize
{
    private static readonly (string Unit, int Bytes)[] Units = [("KiB", 1 << 10), ("MiB", 1 << 20), ("", 1)];

    /// <summary>The number; null when it is none or none that fits.</summary>
    public static int? Parse(string text)
    {
        (string unit, int bytes) = Units.First(unit => text.EndsWith(unit.Unit, StringComparison.OrdinalIgnoreCase));
        bool isNumber = long.TryParse(text.AsSpan(0, text.Length - unit.Length), NumberStyles.None, CultureInfo.InvariantCulture, out long number);
        return isNumber && number <= int.MaxValue / bytes ? (int)number * bytes : null;
    }
}
