using System.Buffers.Binary;

namespace Fusion.Actors.Cells;

/// <summary>A page of receipts that is complete: packed, in the order of their keys' hashes. Immutable.</summary>
internal sealed class ReceiptRun
{
    /// <summary>Takes packed receipts.</summary>
    public ReceiptRun(ReadOnlyMemory<byte> entries)
    {
        Entries = entries;
        for (int i = 0; i < Count; i++) Newest = Math.Max(Newest, At(i).Second);
    }

    /// <summary>The receipts as they are kept.</summary>
    public ReadOnlyMemory<byte> Entries { get; }

    /// <summary>How many.</summary>
    public int Count => Entries.Length / PlainReceipt.Size;

    /// <summary>The second of the latest one.</summary>
    public uint Newest { get; }

    /// <summary>Packs receipts.</summary>
    public static ReceiptRun Of(IReadOnlyCollection<KeyValuePair<UInt128, PlainReceipt>> receipts)
    {
        byte[] entries = new byte[receipts.Count * PlainReceipt.Size];
        int next = 0;
        foreach ((UInt128 key, PlainReceipt receipt) in receipts.OrderBy(pair => pair.Key))
        {
            receipt.Write(key, entries.AsSpan(next));
            next += PlainReceipt.Size;
        }

        return new ReceiptRun(entries);
    }

    /// <summary>All receipts.</summary>
    public IEnumerable<KeyValuePair<UInt128, PlainReceipt>> All => Enumerable.Range(0, Count).Select(i => KeyValuePair.Create(KeyAt(i), At(i)));

    /// <summary>The receipt of a key; null when it is not here.</summary>
    public PlainReceipt? Find(UInt128 key)
    {
        int low = 0, high = Count - 1;
        while (low <= high)
        {
            int middle = (low + high) / 2;
            UInt128 found = KeyAt(middle);
            if (found == key) return At(middle);
            if (found < key) low = middle + 1;
            else high = middle - 1;
        }

        return null;
    }

    private UInt128 KeyAt(int index) => BinaryPrimitives.ReadUInt128BigEndian(Entries.Span[(index * PlainReceipt.Size)..]);

    private PlainReceipt At(int index) => PlainReceipt.Read(Entries.Span[(index * PlainReceipt.Size)..]);
}
