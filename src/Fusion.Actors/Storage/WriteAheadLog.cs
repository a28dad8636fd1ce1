using System.Buffers.Binary;

namespace Fusion.Actors.Storage;

/// <summary>
/// Reads SQLite's write-ahead log. SQLite ends its own reading at the first frame whose checksum is wrong and drops the rest without a word; that is right for
/// a write cut short, and a loss where whole transactions follow.
/// </summary>
internal static class WriteAheadLog
{
    private const int HeaderLength = 32, FrameHeaderLength = 24;
    private const uint Magic = 0x377F0682; // the lowest bit: checksums of big-endian words

    /// <summary>What is damaged in a log in front of transactions that had been completed; null when nothing is, or when there is no log.</summary>
    /// <remarks>A frame after the end of a transaction shows that the transaction had been completed: the next begins when it is on the disk.</remarks>
    public static string? FindDamage(string path)
    {
        if (!File.Exists(path)) return null;
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        byte[] header = new byte[HeaderLength];
        if (file.ReadAtLeast(header, HeaderLength, throwOnEndOfStream: false) < HeaderLength) return null;
        uint magic = BinaryPrimitives.ReadUInt32BigEndian(header);
        var sum = new Sum((magic & 1) == 1);
        sum.Add(header.AsSpan(..24));
        int pageSize = (int)BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(8));
        if ((magic & ~1u) != Magic || !sum.Matches(header.AsSpan(24)) || pageSize is < 512 or > 65_536) return $"The header of {path} is damaged";
        return FindDamage(file, header.AsSpan(16, 8).ToArray(), sum, pageSize) is { } frame
            ? $"Page {frame + 1} of {path} is damaged, and transactions follow it"
            : null;
    }

    private static long? FindDamage(FileStream file, byte[] salts, Sum sum, int pageSize)
    {
        byte[] frame = new byte[FrameHeaderLength + pageSize];
        long? damaged = null;
        bool ended = false; // the transaction that the damage is in
        for (long number = 0; file.ReadAtLeast(frame, frame.Length, throwOnEndOfStream: false) == frame.Length; number++)
        {
            bool isOfThisLog = frame.AsSpan(8, 8).SequenceEqual(salts);
            if (damaged is null)
            {
                sum.Add(frame.AsSpan(..8));
                sum.Add(frame.AsSpan(FrameHeaderLength));
                if (!isOfThisLog || !sum.Matches(frame.AsSpan(16, 8))) damaged = number;
            }
            else if (ended && isOfThisLog)
            {
                return damaged;
            }

            if (damaged is not null && isOfThisLog && BinaryPrimitives.ReadUInt32BigEndian(frame.AsSpan(4)) != 0) ended = true;
        }

        return null;
    }

    /// <summary>SQLite's running checksum.</summary>
    private sealed class Sum(bool bigEndian)
    {
        private uint _first, _second;

        public void Add(ReadOnlySpan<byte> bytes)
        {
            for (; bytes.Length >= 8; bytes = bytes[8..])
            {
                _first += Word(bytes) + _second;
                _second += Word(bytes[4..]) + _first;
            }
        }

        public bool Matches(ReadOnlySpan<byte> stored) =>
            BinaryPrimitives.ReadUInt32BigEndian(stored) == _first && BinaryPrimitives.ReadUInt32BigEndian(stored[4..]) == _second;

        private uint Word(ReadOnlySpan<byte> bytes) => bigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
    }
}
