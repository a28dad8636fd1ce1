using System.Buffers.Text;
using System.Text;

namespace Fusion.Benchmarks;

/// <summary>A CSV file of correlated numbers with six decimals such as <c>-12.345678</c>, the same in every run.</summary>
internal static class CsvFile
{
    private const int Places = 6;
    private const int Unit = 1_000_000;

    /// <summary>Writes it.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="columns">Number of columns.</param>
    /// <param name="bytes">The least length.</param>
    /// <returns>The number of rows.</returns>
    public static long Write(string path, int columns, long bytes)
    {
        using FileStream file = new(path, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16);
        file.Write(Encoding.ASCII.GetBytes($"{string.Join(',', Enumerable.Range(0, columns).Select(c => $"x{c}"))}\n"));
        var random = new Random(columns);
        int[] means = [.. Enumerable.Range(0, columns).Select(_ => random.Next(-50 * Unit, 50 * Unit))];
        byte[] line = new byte[columns * 16];
        long rows = 0;
        for (; file.Position < bytes; rows++)
        {
            int common = random.Next(-10 * Unit, 10 * Unit), length = 0;
            foreach (int mean in means)
            {
                length += Write(mean + common + random.Next(-20 * Unit, 20 * Unit), line.AsSpan(length));
                line[length++] = (byte)',';
            }

            line[length - 1] = (byte)'\n';
            file.Write(line.AsSpan(0, length));
        }

        return rows;
    }

    private static int Write(int mantissa, Span<byte> target)
    {
        target[0] = (byte)'-';
        int sign = mantissa < 0 ? 1 : 0;
        (int whole, int fraction) = Math.DivRem(Math.Abs(mantissa), Unit);
        Utf8Formatter.TryFormat(whole, target[sign..], out int written);
        Utf8Formatter.TryFormat(Unit + fraction, target[(sign + written)..], out _);
        target[sign + written] = (byte)'.'; // over the one that keeps the zeros in front
        return sign + written + 1 + Places;
    }
}
