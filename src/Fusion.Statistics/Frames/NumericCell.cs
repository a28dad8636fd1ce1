using System.Text;

namespace Fusion.Statistics.Frames;

/// <summary>Cells of C and B columns.</summary>
internal static class NumericCell
{
    /// <summary>Reads a cell; anything but a value, rounded or not, and a missing one is to be refused with <see cref="Problem"/>.</summary>
    public static DecimalParse Read(AttributeKind kind, ReadOnlySpan<byte> cell, out DecimalNumber value)
    {
        DecimalParse result = DecimalNumber.TryParse(cell, out value);
        return kind == AttributeKind.Continuous || result == DecimalParse.Missing || (result == DecimalParse.Value && IsBit(value))
            ? result
            : ReadWord(cell, out value);
    }

    /// <summary>Whether a parsed number is 0 or 1.</summary>
    public static bool IsBit(DecimalNumber value) => value is { Mantissa: 0 or 1, Scale: 0 };

    /// <summary>Whether the result of <see cref="Read"/> is neither a number nor missing.</summary>
    public static bool IsBad(DecimalParse result) => result > DecimalParse.Missing;

    /// <summary>What is wrong with a cell, and what is allowed.</summary>
    public static string Problem(AttributeKind kind, DecimalParse result, ReadOnlySpan<byte> cell)
    {
        string shown = CellText.Show(cell);
        if (kind == AttributeKind.Binary)
            return $"'{shown}' is not binary; allowed are 0, 1, true, false and an empty cell.";
        return result switch
        {
            DecimalParse.NotFinite => $"'{shown}' is not finite; allowed are decimal numbers and an empty cell.",
            DecimalParse.OutOfRange =>
                $"'{shown}' is out of range; allowed are numbers below 1.8·10^308 in magnitude and an empty cell.",
            _ => $"'{shown}' is not a number; allowed are decimal numbers such as -4.3 or 1e-7 and an empty cell.",
        };
    }

    private static DecimalParse ReadWord(ReadOnlySpan<byte> cell, out DecimalNumber value)
    {
        ReadOnlySpan<byte> word = cell[Ascii.Trim(cell)];
        bool isTrue = Ascii.EqualsIgnoreCase(word, "true"u8);
        value = DecimalNumber.FromInt64(isTrue ? 1 : 0);
        return isTrue || Ascii.EqualsIgnoreCase(word, "false"u8) ? DecimalParse.Value : DecimalParse.NotANumber;
    }
}
