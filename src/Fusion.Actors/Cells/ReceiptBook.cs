using System.Collections.Immutable;
using Fusion.Contracts.Ids;
using static Fusion.Contracts.Protocols.CellProtocol;

namespace Fusion.Actors.Cells;

/// <summary>The batches a cell has counted lately, so that one sent again is acknowledged and not counted twice.</summary>
internal sealed class ReceiptBook
{
    private readonly ImmutableDictionary<AttemptId, DatedReceipt> _byKey;
    private readonly ImmutableQueue<DatedReceipt> _generated; // oldest first, as the next
    private readonly ImmutableQueue<DatedReceipt> _chosen;

    private ReceiptBook(
        ImmutableDictionary<AttemptId, DatedReceipt> byKey, ImmutableQueue<DatedReceipt> generated, ImmutableQueue<DatedReceipt> chosen)
    {
        _byKey = byKey;
        _generated = generated;
        _chosen = chosen;
    }

    /// <summary>No receipts.</summary>
    public static ReceiptBook Empty { get; } = new(ImmutableDictionary<AttemptId, DatedReceipt>.Empty, [], []);

    /// <summary>All receipts; those of each kind of key oldest first.</summary>
    public IEnumerable<DatedReceipt> All => _generated.Concat(_chosen);

    /// <summary>The receipt of a batch; null when it was not counted, or too long ago to be remembered.</summary>
    public BatchReceipt? Find(AttemptId attempt) => _byKey.GetValueOrDefault(attempt)?.Receipt;

    /// <summary>This book with further receipts, and without those that are past their retention at <paramref name="at"/>.</summary>
    /// <param name="receipts">What became of the batches of one commit.</param>
    /// <param name="at">When it was committed.</param>
    /// <param name="retentionOf">How long the receipt of a key is kept; the same for all keys of a kind.</param>
    public ReceiptBook Add(IEnumerable<BatchReceipt> receipts, DateTimeOffset at, Func<AttemptId, TimeSpan> retentionOf)
    {
        ImmutableDictionary<AttemptId, DatedReceipt>.Builder byKey = _byKey.ToBuilder();
        ImmutableQueue<DatedReceipt> generated = _generated, chosen = _chosen;
        foreach (BatchReceipt receipt in receipts)
        {
            DatedReceipt dated = new(receipt, at);
            byKey[receipt.AttemptId] = dated;
            if (receipt.AttemptId.IsGenerated) generated = generated.Enqueue(dated);
            else chosen = chosen.Enqueue(dated);
        }

        ImmutableQueue<DatedReceipt> DropOld(ImmutableQueue<DatedReceipt> queue)
        {
            while (!queue.IsEmpty && queue.Peek() is var old && old.At < at - retentionOf(old.Receipt.AttemptId))
            {
                queue = queue.Dequeue();
                byKey.Remove(old.Receipt.AttemptId);
            }

            return queue;
        }

        (generated, chosen) = (DropOld(generated), DropOld(chosen)); // before the keys are taken from the builder
        return new ReceiptBook(byKey.ToImmutable(), generated, chosen);
    }

    /// <summary>The book of a snapshot.</summary>
    public static ReceiptBook Of(IReadOnlyCollection<DatedReceipt> receipts) => new(
        receipts.ToImmutableDictionary(dated => dated.Receipt.AttemptId),
        ImmutableQueue.CreateRange(receipts.Where(dated => dated.Receipt.AttemptId.IsGenerated)),
        ImmutableQueue.CreateRange(receipts.Where(dated => !dated.Receipt.AttemptId.IsGenerated)));
}
