using System.Runtime.Intrinsics;

namespace Fusion.Statistics.Exact;

/// <summary>Turns floating-point numbers into mantissas at the decimal scale at which they were written.</summary>
internal readonly ref struct FloatingColumn(AttributeInfo attribute, ReadOnlySpan<double> values)
{
    /// <summary>The largest scale at which a column counts as decimal.</summary>
    private const int MaxDecimalScale = DecimalScale.MaxShift;

    private readonly AttributeInfo _attribute = attribute;
    private readonly ReadOnlySpan<double> _values = values;

    /// <summary>Whether a decimal need only read back as the same float.</summary>
    public bool Narrow { get; init; }

    /// <summary>Whether vectors may be used; they give the same result.</summary>
    public bool Vectorised { get; init; } = Vector256.IsHardwareAccelerated;

    /// <summary>Chooses the scale and builds the column.</summary>
    public ColumnBlock Build()
    {
        var present = new double[_values.Length];
        var presence = new ulong[(_values.Length + 63) / 64];
        double largest = Survey(present, presence);
        var mantissas = new long[_values.Length];
        int scale = 0;
        while (scale <= MaxDecimalScale && largest * (double)DecimalScale.Power(scale) < ColumnBlock.MantissaBound)
        {
            int row = FillExactly(present, scale, mantissas);
            if (row == present.Length)
                return new ColumnBlock(_attribute, scale, mantissas, presence, quantised: false);
            do
            {
                scale++;
            }
            while (scale <= MaxDecimalScale && !DecimalRounding.TryExact(present[row], scale, Narrow, out _));
        }

        scale = DecimalRounding.GridFor(largest);
        bool quantised = FillRounded(present, scale, mantissas);
        return new ColumnBlock(_attribute, scale, mantissas, presence, quantised);
    }

    /// <summary>Checks the values and tells missing ones, which become 0, from the others.</summary>
    /// <returns>The largest magnitude.</returns>
    private double Survey(double[] present, ulong[] presence)
    {
        bool binary = _attribute.Kind == AttributeKind.Binary;
        double largest = 0;
        for (int row = 0; row < present.Length; row++)
        {
            double value = _values[row];
            if (double.IsNaN(value))
                continue;
            if (double.IsInfinity(value) || (binary && value is not (0 or 1)))
                throw Refusal(row);
            present[row] = value;
            presence[row / 64] |= 1UL << (row % 64);
            largest = Math.Max(largest, Math.Abs(value));
        }

        return largest;
    }

    private AttributeRangeException Refusal(int row) => _attribute.Kind == AttributeKind.Binary
        ? new AttributeRangeException(FormattableString.Invariant($"Attribute '{_attribute.Name}' is binary and takes 0 or 1, not {_values[row]:R} as in row {row}."))
        : new AttributeRangeException(FormattableString.Invariant($"Attribute '{_attribute.Name}' takes finite numbers, not {_values[row]:R} as in row {row}."));

    /// <summary>Writes mantissas up to the first value that does not read back from this scale.</summary>
    /// <returns>The row of that value; the number of rows when all read back.</returns>
    private int FillExactly(ReadOnlySpan<double> present, int scale, Span<long> mantissas)
    {
        int row = 0;
        while (row < present.Length)
        {
            if (Vectorised)
                row += FillVectors(present[row..], DecimalScale.Power(scale), mantissas[row..]);
            int end = Math.Min(present.Length, row + Vector256<double>.Count);
            for (; row < end; row++)
            {
                if (!DecimalRounding.TryExact(present[row], scale, Narrow, out mantissas[row]))
                    return row;
            }
        }

        return row;
    }

    /// <summary>Writes mantissas as long as they are short and read back, four at a time.</summary>
    /// <returns>The number of rows done.</returns>
    private int FillVectors(ReadOnlySpan<double> present, double power, Span<long> mantissas)
    {
        Vector256<double> powers = Vector256.Create(power), bounds = Vector256.Create(DecimalRounding.ShortBound);
        int row = 0;
        for (; row <= present.Length - Vector256<double>.Count; row += Vector256<double>.Count)
        {
            Vector256<double> value = Vector256.Create(present.Slice(row, Vector256<double>.Count));
            Vector256<double> rounded = Vector256.Round(value * powers);
            Vector256<double> back = rounded / powers;
            if (Narrow)
                back = Vector256.WidenLower(Vector256.Narrow(back, back));
            if (!Vector256.EqualsAll(back, value) || !Vector256.LessThanOrEqualAll(Vector256.Abs(rounded), bounds))
                break;
            Vector256.ConvertToInt64(rounded).CopyTo(mantissas[row..]);
        }

        return row;
    }

    /// <summary>Writes the nearest mantissas.</summary>
    /// <returns>Whether a value does not read back.</returns>
    private bool FillRounded(ReadOnlySpan<double> present, int scale, Span<long> mantissas)
    {
        bool quantised = false;
        for (int row = 0; row < present.Length; row++)
        {
            mantissas[row] = DecimalRounding.Nearest(present[row], scale);
            quantised = quantised || !DecimalRounding.ReadsBack(present[row], mantissas[row], scale, Narrow);
        }

        return quantised;
    }
}
