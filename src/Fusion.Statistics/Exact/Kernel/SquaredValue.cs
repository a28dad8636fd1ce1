using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Fusion.Statistics.Exact.Kernel;

/// <summary>x², rounded, for the side sum Σx²y².</summary>
internal static unsafe class SquaredValue
{
    /// <summary>The largest exponent of a power of ten that is a double.</summary>
    private const int MaxExponent = 308;

    /// <summary>Writes the squares of some rows, and zeros up to a multiple of four.</summary>
    public static void Load(ColumnBlock column, int first, int count, double* target)
    {
        ReadOnlySpan<long> mantissas = column.Mantissas.Slice(first, count);
        int scale = column.Scale;
        (double power, double more) = (Math.Pow(10, Math.Min(Math.Abs(scale), MaxExponent)), Math.Pow(10, Math.Max(Math.Abs(scale) - MaxExponent, 0)));
        ref long source = ref MemoryMarshal.GetReference(mantissas);
        int row = 0;
        for (; row + 4 <= count; row += 4)
        {
            Vector256<double> mantissa = ToDouble(Vector256.LoadUnsafe(ref source, (nuint)row));
            Vector256<double> value = scale == 0 ? mantissa : scale < 0 ? mantissa * power * more : mantissa / power / more;
            (value * value).Store(target + row);
        }

        for (; row < ((count + 3) & ~3); row++)
        {
            double mantissa = row < count ? mantissas[row] : 0;
            double value = scale < 0 ? mantissa * power * more : mantissa / power / more;
            target[row] = value * value;
        }
    }

    /// <summary>
    /// The nearest double of any 64-bit integer. The halves become 2^84 + 2^63 + high · 2^32 and 2^52 + low by setting exponents; only the last
    /// addition rounds.
    /// </summary>
    private static Vector256<double> ToDouble(Vector256<long> value)
    {
        Vector256<long> high = (value >>> 32) ^ Vector256.Create(0x4530000080000000);
        Vector256<long> low = (value & Vector256.Create(0xFFFFFFFFL)) | Vector256.Create(0x4330000000000000);
        return (high.AsDouble() - Vector256.Create(0x4530000080100000).AsDouble()) + low.AsDouble();
    }
}
