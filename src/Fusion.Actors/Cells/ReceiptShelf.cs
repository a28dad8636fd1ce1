using System.Collections.Immutable;
using Fusion.Contracts.Ids;
using static Fusion.Contracts.Protocols.CellProtocol;

namespace Fusion.Actors.Cells;

/// <summary>
/// The receipts of one kind of key, all kept equally long: most as 28 bytes in pages, those that tell of bad rows whole. What is past its retention is not found
/// any more, and leaves with its page or when the open page has doubled, so at most as much again waits for it.
/// </summary>
internal sealed record ReceiptShelf
{
    /// <summary>Receipts of a page; until it has so many it is open.</summary>
    public const int PageSize = 16_384;

    private const int FirstSweep = 256;
    private const int OddSize = 256; // beside its texts

    private ImmutableArray<ReceiptRun> _pages = []; // oldest first
    private ImmutableDictionary<UInt128, PlainReceipt> _open = ImmutableDictionary<UInt128, PlainReceipt>.Empty;
    private ImmutableDictionary<AttemptId, DatedReceipt> _odd = ImmutableDictionary<AttemptId, DatedReceipt>.Empty;
    private ImmutableQueue<DatedReceipt> _oddInOrder = [];
    private long _oddBytes;
    private int _sweepAt = FirstSweep;
    private DateTimeOffset _notBefore = DateTimeOffset.MinValue;

    private ReceiptShelf()
    {
    }

    /// <summary>No receipts.</summary>
    public static ReceiptShelf Empty { get; } = new();

    /// <summary>About the bytes that the receipts take in a snapshot; those of the open page take more in memory.</summary>
    public long Bytes => _pages.Sum(page => (long)page.Entries.Length) + ((long)_open.Count * PlainReceipt.Size) + _oddBytes;

    /// <summary>Those that tell of bad rows, oldest first.</summary>
    public IEnumerable<DatedReceipt> Odd => _oddInOrder;

    /// <summary>The others in pages, oldest first; only the last one may be open.</summary>
    public IEnumerable<ReceiptRun> Pages => _open.IsEmpty ? _pages : _pages.Add(ReceiptRun.Of(_open));

    /// <summary>The receipt of a batch; null when there is none, or none that is to be remembered.</summary>
    public BatchReceipt? Find(AttemptId attempt)
    {
        if (_odd.TryGetValue(attempt, out DatedReceipt? odd)) return odd.At >= _notBefore ? odd.Receipt : null;
        UInt128 key = PlainReceipt.Hash(attempt);
        uint first = FirstSecond;
        if (_open.TryGetValue(key, out PlainReceipt receipt)) return receipt.Second >= first ? receipt.ToReceipt(attempt) : null;
        for (int i = _pages.Length - 1; i >= 0; i--)
        {
            if (_pages[i].Find(key) is { } kept && kept.Second >= first) return kept.ToReceipt(attempt);
        }

        return null;
    }

    /// <summary>This shelf with further receipts.</summary>
    public ReceiptShelf Add(IEnumerable<BatchReceipt> receipts, DateTimeOffset at)
    {
        ReceiptShelf next = this with { };
        ImmutableDictionary<UInt128, PlainReceipt>.Builder open = _open.ToBuilder();
        foreach (BatchReceipt receipt in receipts)
        {
            if (PlainReceipt.IsPlain(receipt)) open[PlainReceipt.Hash(receipt.AttemptId)] = PlainReceipt.Of(receipt, at);
            else next.AddOdd(new DatedReceipt(receipt, at));
        }

        next._open = open.ToImmutable();
        next.Close();
        return next;
    }

    /// <summary>This shelf without what came before a time.</summary>
    /// <param name="before">The time.</param>
    /// <param name="needsRoom">Whether to look through the open page however few there are, once a second.</param>
    public ReceiptShelf Drop(DateTimeOffset before, bool needsRoom = false)
    {
        ReceiptShelf next = this with { _notBefore = before };
        uint first = next.FirstSecond;
        int old = 0;
        while (old < _pages.Length && _pages[old].Newest < first) old++;
        if (old > 0) next._pages = _pages.RemoveRange(0, old);
        while (!next._oddInOrder.IsEmpty && next._oddInOrder.Peek() is var odd && odd.At < before)
        {
            next._oddInOrder = next._oddInOrder.Dequeue();
            if (next._odd[odd.Receipt.AttemptId] == odd) next._odd = next._odd.Remove(odd.Receipt.AttemptId);
            next._oddBytes -= BytesOf(odd);
        }

        if (next._open.Count < _sweepAt && !(needsRoom && first != FirstSecond)) return next;
        next._open = next._open.RemoveRange(next._open.Where(pair => pair.Value.Second < first).Select(pair => pair.Key));
        next._sweepAt = Math.Max(FirstSweep, 2 * next._open.Count);
        return next;
    }

    /// <summary>The shelf of a snapshot.</summary>
    /// <param name="receipts">Receipts kept whole, oldest first.</param>
    /// <param name="pages">Pages, oldest first.</param>
    public static ReceiptShelf Of(IEnumerable<DatedReceipt> receipts, IEnumerable<ReceiptRun> pages)
    {
        ReceiptShelf shelf = Empty with { };
        foreach (ReceiptRun page in pages)
        {
            if (page.Count >= PageSize) shelf._pages = shelf._pages.Add(page);
            else shelf._open = shelf._open.SetItems(page.All);
        }

        foreach (DatedReceipt dated in receipts)
        {
            if (PlainReceipt.IsPlain(dated.Receipt))
                shelf._open = shelf._open.SetItem(PlainReceipt.Hash(dated.Receipt.AttemptId), PlainReceipt.Of(dated.Receipt, dated.At)); // of an earlier version
            else
                shelf.AddOdd(dated);
        }

        shelf.Close();
        return shelf;
    }

    private uint FirstSecond => _notBefore == DateTimeOffset.MinValue ? 0 : PlainReceipt.SecondOf(_notBefore);

    private void AddOdd(DatedReceipt odd)
    {
        _odd = _odd.SetItem(odd.Receipt.AttemptId, odd);
        _oddInOrder = _oddInOrder.Enqueue(odd);
        _oddBytes += BytesOf(odd);
    }

    private void Close()
    {
        if (_open.Count < PageSize) return;
        _pages = _pages.Add(ReceiptRun.Of(_open));
        _open = ImmutableDictionary<UInt128, PlainReceipt>.Empty;
        _sweepAt = FirstSweep;
    }

    private static long BytesOf(DatedReceipt odd) => OddSize + (2L * (odd.Receipt.AttemptId.Value.Length + (odd.Receipt.Error?.Length ?? 0)));
}
