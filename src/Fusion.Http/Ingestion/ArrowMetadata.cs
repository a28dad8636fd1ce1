using System.Buffers.Binary;
using Fusion.Statistics.Frames;

namespace Fusion.Http.Ingestion;

/// <summary>
/// Looks through the metadata of an Arrow IPC message, a FlatBuffers table, for the one thing that the library believes without looking: how many nodes
/// and buffers a record batch has. It makes room for as many before it reads them.
/// </summary>
internal static class ArrowMetadata
{
    // Positions of fields in the tables of Arrow's Message.fbs.
    private const int HeaderType = 1, Header = 2, DictionaryData = 1, Nodes = 1, Buffers = 2, VariadicCounts = 4;
    private const byte DictionaryBatch = 2, RecordBatch = 3;

    /// <summary>Checks the metadata of one message.</summary>
    /// <exception cref="FrameException">A list would have more entries than there are bytes, or a reference leads outside.</exception>
    public static void Check(ReadOnlySpan<byte> metadata)
    {
        try
        {
            int message = Follow(metadata, 0);
            if (Field(metadata, message, HeaderType) is not (> 0 and var type) || Field(metadata, message, Header) is not (> 0 and var header)) return;
            int table = Follow(metadata, header);
            if (metadata[type] == DictionaryBatch)
            {
                if (Field(metadata, table, DictionaryData) is not (> 0 and var data)) return;
                table = Follow(metadata, data);
            }
            else if (metadata[type] != RecordBatch)
            {
                return;
            }

            CheckList(metadata, Field(metadata, table, Nodes), 16);
            CheckList(metadata, Field(metadata, table, Buffers), 16);
            CheckList(metadata, Field(metadata, table, VariadicCounts), 8);
        }
        catch (ArgumentOutOfRangeException)
        {
            throw Damaged();
        }
        catch (IndexOutOfRangeException)
        {
            throw Damaged();
        }
    }

    private static void CheckList(ReadOnlySpan<byte> metadata, int reference, int entrySize)
    {
        if (reference == 0) return;
        int count = Int32(metadata, Follow(metadata, reference));
        if (count < 0 || (long)count * entrySize > metadata.Length) throw Damaged();
    }

    /// <summary>Where a field of a table stands; 0 when the table lacks it.</summary>
    private static int Field(ReadOnlySpan<byte> metadata, int table, int field)
    {
        int slots = table - Int32(metadata, table), slot = 2 * (field + 2);
        if (slot >= UInt16(metadata, slots)) return 0;
        int offset = UInt16(metadata, slots + slot);
        return offset == 0 ? 0 : table + offset;
    }

    private static int Follow(ReadOnlySpan<byte> metadata, int reference) => reference + Int32(metadata, reference);

    private static int Int32(ReadOnlySpan<byte> metadata, int position) => BinaryPrimitives.ReadInt32LittleEndian(metadata[position..]);

    private static int UInt16(ReadOnlySpan<byte> metadata, int position) => BinaryPrimitives.ReadUInt16LittleEndian(metadata[position..]);

    private static FrameException Damaged() => new("The Arrow IPC stream is damaged: the metadata of a message is inconsistent.");
}
