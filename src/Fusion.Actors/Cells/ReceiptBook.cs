using Fusion.Contracts.Ids;
using Fusion.Contracts.Projects;
using static Fusion.Contracts.Protocols.CellProtocol;

namespace Fusion.Actors.Cells;

/// <summary>The batches a cell has counted lately, so that one sent again is acknowledged and not counted twice. Immutable.</summary>
internal sealed class ReceiptBook
{
    private static readonly AttemptId AnyGenerated = AttemptId.New(), AnyChosen = new("chosen");

    private readonly ReceiptShelf _generated;
    private readonly ReceiptShelf _chosen;

    private ReceiptBook(ReceiptShelf generated, ReceiptShelf chosen)
    {
        _generated = generated;
        _chosen = chosen;
    }

    /// <summary>No receipts.</summary>
    public static ReceiptBook Empty { get; } = new(ReceiptShelf.Empty, ReceiptShelf.Empty);

    /// <summary>About the bytes that it takes in a snapshot.</summary>
    public long Bytes => _generated.Bytes + _chosen.Bytes;

    /// <summary>The receipts that tell of bad rows; those of each kind of key oldest first.</summary>
    public IEnumerable<DatedReceipt> Odd => _generated.Odd.Concat(_chosen.Odd);

    /// <summary>All others.</summary>
    public IEnumerable<ReceiptPage> Pages =>
        _generated.Pages.Select(page => new ReceiptPage(true, page.Entries)).Concat(_chosen.Pages.Select(page => new ReceiptPage(false, page.Entries)));

    /// <summary>The receipt of a batch; null when it was not counted, or too long ago to be remembered.</summary>
    public BatchReceipt? Find(AttemptId attempt) => (attempt.IsGenerated ? _generated : _chosen).Find(attempt);

    /// <summary>This book with further receipts, and without those that are past their retention at <paramref name="at"/>.</summary>
    /// <param name="receipts">What became of the batches of one commit.</param>
    /// <param name="at">When it was committed.</param>
    /// <param name="retentionOf">How long the receipt of a key is kept; the same for all keys of a kind.</param>
    public ReceiptBook Add(IReadOnlyCollection<BatchReceipt> receipts, DateTimeOffset at, Func<AttemptId, TimeSpan> retentionOf) => new ReceiptBook(
        _generated.Add(receipts.Where(receipt => receipt.AttemptId.IsGenerated), at),
        _chosen.Add(receipts.Where(receipt => !receipt.AttemptId.IsGenerated), at)).Drop(at, retentionOf);

    /// <summary>This book without the receipts that are past their retention.</summary>
    /// <param name="at">Now.</param>
    /// <param name="retentionOf">How long the receipt of a key is kept; the same for all keys of a kind.</param>
    /// <param name="needsRoom">Whether room is wanted at once, whatever it costs to find.</param>
    public ReceiptBook Drop(DateTimeOffset at, Func<AttemptId, TimeSpan> retentionOf, bool needsRoom = false) =>
        new(_generated.Drop(at - retentionOf(AnyGenerated), needsRoom), _chosen.Drop(at - retentionOf(AnyChosen), needsRoom));

    /// <summary>The book of a snapshot.</summary>
    /// <param name="receipts">Receipts kept whole: those that tell of bad rows, and of an earlier version all.</param>
    /// <param name="pages">The others; none of an earlier version.</param>
    public static ReceiptBook Of(IReadOnlyCollection<DatedReceipt> receipts, IReadOnlyCollection<ReceiptPage> pages)
    {
        return new ReceiptBook(Shelf(generated: true), Shelf(generated: false));

        ReceiptShelf Shelf(bool generated) => ReceiptShelf.Of(
            receipts.Where(dated => dated.Receipt.AttemptId.IsGenerated == generated),
            pages.Where(page => page.Generated == generated).Select(page => new ReceiptRun(page.Entries)));
    }
}
