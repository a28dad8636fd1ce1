using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Fusion.Statistics.Delimited;

/// <summary>Finds where cells and lines end: separators and line feeds with an even number of quotes between the start of the text and them.</summary>
/// <param name="options">Separator and quote.</param>
/// <remarks>All scanners find the same ends.</remarks>
internal abstract unsafe class LineScanner(DelimitedOptions options)
{
    /// <summary>Bytes that are looked at together, and ends for which there must be room beyond those found.</summary>
    public const int Step = 64;

    /// <summary>The character between cells.</summary>
    protected byte Separator { get; } = options.Separator;

    /// <summary>The character around cells.</summary>
    protected byte Quote { get; } = options.Quote;

    /// <summary>The fastest scanner of this processor.</summary>
    public static LineScanner Best(DelimitedOptions options) =>
        Vector256.IsHardwareAccelerated ? new Vector256LineScanner(options)
        : Vector128.IsHardwareAccelerated ? new Vector128LineScanner(options)
        : new ScalarLineScanner(options);

    /// <summary>Finds the ends.</summary>
    /// <param name="text">The text, from the start of a line.</param>
    /// <param name="length">Its length.</param>
    /// <param name="ends">Where their positions go, ascending; room for all bytes and <see cref="Step"/> more.</param>
    /// <returns>The number of ends.</returns>
    public abstract int Scan(byte* text, int length, int* ends);

    /// <summary>The loop of all scanners over their way to look at <see cref="Step"/> bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected static int Scan<TMarks>(TMarks marks, (nint Text, int Length) source, int* ends)
        where TMarks : struct, ILineMarks
    {
        byte* text = (byte*)source.Text;
        int count = 0, position = 0;
        ulong inside = 0;
        for (; position <= source.Length - Step; position += Step)
        {
            count += List(Ends(marks, text + position, ref inside), position, ends + count);
        }

        if (position == source.Length)
            return count;
        byte* rest = stackalloc byte[Step];
        new Span<byte>(rest, Step).Clear();
        new ReadOnlySpan<byte>(text + position, source.Length - position).CopyTo(new Span<byte>(rest, Step));
        return count + List(Ends(marks, rest, ref inside), position, ends + count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Ends<TMarks>(TMarks marks, byte* text, ref ulong inside)
        where TMarks : struct, ILineMarks
    {
        marks.Find(text, out ulong ends, out ulong quotes);
        if ((quotes | inside) == 0)
            return ends;
        ulong quoted = RunningParity(quotes) ^ inside;
        inside = (ulong)((long)quoted >> 63);
        return ends & ~quoted;
    }

    /// <summary>Bit i is the parity of bits 0 to i.</summary>
    private static ulong RunningParity(ulong bits)
    {
        for (int shift = 1; shift < 64; shift *= 2)
        {
            bits ^= bits << shift;
        }

        return bits;
    }

    /// <summary>Writes the positions of bits, and others beyond them: eight at a time need no branch for each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int List(ulong bits, int first, int* positions)
    {
        int count = BitOperations.PopCount(bits);
        for (int* last = positions + count; positions < last; positions += 8)
        {
            positions[0] = Next(ref bits, first);
            positions[1] = Next(ref bits, first);
            positions[2] = Next(ref bits, first);
            positions[3] = Next(ref bits, first);
            positions[4] = Next(ref bits, first);
            positions[5] = Next(ref bits, first);
            positions[6] = Next(ref bits, first);
            positions[7] = Next(ref bits, first);
        }

        return count;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Next(ref ulong bits, int first)
    {
        int position = first + BitOperations.TrailingZeroCount(bits);
        bits &= bits - 1;
        return position;
    }
}
