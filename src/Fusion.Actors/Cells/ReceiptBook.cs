using System.Collections.Immutable;
using Fusion.Contracts.Ids;
using static Fusion.Contracts.Protocols.CellProtocol;

namespace Fusion.Actors.Cells;

/// <summary>The batches a cell has counted lately, so that one sent again is acknowledged and not counted twice.</summary>
internal sealed class ReceiptBook
{
    private readonly ImmutableDictionary<AttemptId, DatedReceipt> _byKey;
    private readonly ImmutableQueue<DatedReceipt> _byAge;

    private ReceiptBook(ImmutableDictionary<AttemptId, DatedReceipt> byKey, ImmutableQueue<DatedReceipt> byAge)
    {
        _byKey = byKey;
        _byAge = byAge;
    }

    /// <summary>No receipts.</summary>
    public static ReceiptBook Empty { get; } = new(ImmutableDictionary<AttemptId, DatedReceipt>.Empty, []);

    /// <summary>All receipts, oldest first.</summary>
    public IEnumerable<DatedReceipt> All => _byAge;

    /// <summary>The receipt of a batch; null when it was not counted, or too long ago to be remembered.</summary>
    public BatchReceipt? Find(AttemptId attempt) => _byKey.GetValueOrDefault(attempt)?.Receipt;

    /// <summary>This book with further receipts, and without those older than <paramref name="retention"/> before <paramref name="at"/>.</summary>
    public ReceiptBook Add(IEnumerable<BatchReceipt> receipts, DateTimeOffset at, TimeSpan retention)
    {
        ImmutableDictionary<AttemptId, DatedReceipt>.Builder byKey = _byKey.ToBuilder();
        ImmutableQueue<DatedReceipt> byAge = _byAge;
        foreach (BatchReceipt receipt in receipts)
        {
            DatedReceipt dated = new(receipt, at);
            byKey[receipt.AttemptId] = dated;
            byAge = byAge.Enqueue(dated);
        }

        while (!byAge.IsEmpty && byAge.Peek().At < at - retention)
        {
            byAge = byAge.Dequeue(out DatedReceipt old);
            byKey.Remove(old.Receipt.AttemptId);
        }

        return new ReceiptBook(byKey.ToImmutable(), byAge);
    }

    /// <summary>The book of a snapshot.</summary>
    public static ReceiptBook Of(IEnumerable<DatedReceipt> receipts)
    {
        DatedReceipt[] all = [.. receipts];
        return new ReceiptBook(all.ToImmutableDictionary(dated => dated.Receipt.AttemptId), ImmutableQueue.Create(all));
    }
}
