using System.Buffers.Binary;

namespace Fusion.Http.Ingestion;

/// <summary>Which rows of an Arrow array have a value, as blocks say it.</summary>
internal static class ArrowPresence
{
    /// <summary>Bit r % 64 of word r / 64 is set when row r of those asked for has a value.</summary>
    public static ulong[] Of(Apache.Arrow.Array array, (int First, int Count) rows)
    {
        var presence = new ulong[(rows.Count + 63) / 64];
        if (array.NullCount == 0 || array.NullBitmapBuffer.IsEmpty) Array.Fill(presence, ulong.MaxValue);
        else Copy(array.NullBitmapBuffer.Span, array.Offset + rows.First, presence);
        if (rows.Count % 64 != 0) presence[^1] &= (1UL << (rows.Count % 64)) - 1;
        return presence;
    }

    /// <summary>Whether all rows have a value.</summary>
    public static bool IsComplete(ulong[] presence, int rows)
    {
        for (int word = 0; word < rows / 64; word++)
        {
            if (presence[word] != ulong.MaxValue) return false;
        }

        return rows % 64 == 0 || presence[^1] == (1UL << (rows % 64)) - 1;
    }

    /// <summary>Whether a row has a value.</summary>
    public static bool IsPresent(ulong[] presence, int row) => ((presence[row / 64] >> (row % 64)) & 1) != 0;

    private static void Copy(ReadOnlySpan<byte> bitmap, int firstBit, Span<ulong> words)
    {
        int shift = firstBit % 8;
        ReadOnlySpan<byte> bytes = bitmap[(firstBit / 8)..];
        Span<byte> padded = stackalloc byte[sizeof(ulong) + 1];
        for (int word = 0; word < words.Length; word++)
        {
            padded.Clear();
            ReadOnlySpan<byte> rest = bytes[Math.Min(bytes.Length, word * sizeof(ulong))..];
            rest[..Math.Min(padded.Length, rest.Length)].CopyTo(padded);
            ulong low = BinaryPrimitives.ReadUInt64LittleEndian(padded);
            words[word] = shift == 0 ? low : (low >> shift) | ((ulong)padded[^1] << (64 - shift));
        }
    }
}
