using Akka.Actor;
using Fusion.Actors.Cells;
using Fusion.Actors.Hosting;
using Fusion.Actors.Serialization;
using Fusion.Contracts.Faults;
using Fusion.Contracts.Ids;
using Fusion.Contracts.Projects;
using Fusion.Contracts.Protocols;
using Fusion.Statistics;
using static Fusion.Contracts.Protocols.CellProtocol;

namespace Fusion.Actors.Tests.Cells;

/// <summary>Keys are remembered for their time, whatever their number, and take little room.</summary>
public sealed class ReceiptBookSpec : CellSpec
{
    private const int Pages = 3;
    private static readonly DateTimeOffset Began = new(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero);
    private static readonly ActorsOptions Options = new() { ConnectionString = "unused" };

    [Fact]
    public void Every_key_is_found_until_its_time_is_over_and_none_after_it()
    {
        int keys = (Pages * ReceiptShelf.PageSize) + 100;
        TimeSpan step = TimeSpan.FromSeconds(1);
        ReceiptBook book = Fill(ReceiptBook.Empty, keys, step);

        Assert.All(Enumerable.Range(0, keys), i => Assert.Equal(Receipt(i), book.Find(Receipt(i).AttemptId)));
        Assert.Null(book.Find(new AttemptId("another")));
        Assert.Equal(28L * keys, book.Bytes);

        book = book.Drop(Began + TimeSpan.FromHours(24) + (1_000 * step), Options.RetentionOf);
        Assert.Null(book.Find(Receipt(999).AttemptId));
        Assert.NotNull(book.Find(Receipt(1_000).AttemptId));
        book = book.Drop(Began + TimeSpan.FromHours(24) + (2 * ReceiptShelf.PageSize * step), Options.RetentionOf);
        Assert.Equal(28L * (keys - (2 * ReceiptShelf.PageSize)), book.Bytes);
        Assert.Equal(0, book.Drop(Began + TimeSpan.FromDays(9), Options.RetentionOf).Add([], Began + TimeSpan.FromDays(9), Options.RetentionOf).Bytes / (28 * 256));
    }

    [Fact]
    public void Keys_that_come_slowly_do_not_wait_for_a_full_page_to_leave()
    {
        ReceiptBook book = Fill(ReceiptBook.Empty, 5_000, TimeSpan.FromHours(1));

        Assert.InRange(book.Bytes, 24 * 28, 256 * 28);
    }

    [Fact]
    public void A_book_comes_back_from_a_snapshot_with_its_errors_and_forgotten_rows()
    {
        BatchReceipt bad = new(new AttemptId("bad"), Forget: true, 3, 1, "Row 4 is bad"), forgotten = new(AttemptId.New(), Forget: true, 9, 0, null);
        ReceiptBook book = Fill(ReceiptBook.Empty, ReceiptShelf.PageSize + 7, TimeSpan.Zero).Add([bad, forgotten], Began, Options.RetentionOf);

        ReceiptBook back = ReceiptBook.Of([.. book.Odd], [.. book.Pages]);

        Assert.All([bad, forgotten, Receipt(0), Receipt(ReceiptShelf.PageSize + 6)], receipt => Assert.Equal(receipt, back.Find(receipt.AttemptId)));
        Assert.Equal(book.Bytes, back.Bytes);
    }

    [Fact]
    public void A_snapshot_of_an_earlier_version_holds_all_receipts_whole()
    {
        ReceiptBook book = ReceiptBook.Of([new DatedReceipt(Receipt(1), Began), new DatedReceipt(Receipt(2) with { RejectedRows = 1 }, Began)], []);

        Assert.All([Receipt(1), Receipt(2) with { RejectedRows = 1 }], receipt => Assert.Equal(receipt, book.Find(receipt.AttemptId)));
        Assert.Null(book.Drop(Began + TimeSpan.FromHours(25), Options.RetentionOf).Find(Receipt(1).AttemptId));
    }

    [Fact]
    public void A_receipt_takes_28_bytes_of_a_snapshot()
    {
        FusionSerializer serializer = new((ExtendedActorSystem)Sys);
        const int Keys = 10_000;

        int grown = serializer.ToBinary(Snapshot(Fill(ReceiptBook.Empty, Keys, TimeSpan.Zero))).Length - serializer.ToBinary(Snapshot(ReceiptBook.Empty)).Length;

        Assert.InRange(grown, 28 * Keys, (28 * Keys) + 64);
    }

    [Fact]
    public async Task A_cell_without_room_for_another_key_declines_batches_until_it_may_forget_one()
    {
        Services = ServicesWith(new ActorsOptions { ConnectionString = "unused", MaxReceiptBytes = 2 * 28 });
        IActorRef cell = await CreateAsync();
        UpdateRows first = Learn(Three) with { AttemptId = new AttemptId("first") };
        await Ask<RowsUpdated>(cell, first);
        await Ask<RowsUpdated>(cell, Learn(Three));

        Fault fault = (await Ask<Refused>(cell, Learn(Three))).Fault;
        Assert.Equal((FaultCode.Overloaded, Fault.TooManyBatches("iris").Text), (fault.Code, fault.Text));
        Assert.Equal(3, (await Ask<RowsUpdated>(cell, first)).AcceptedRows);

        cell = await RestartAsync(cell);
        await Ask<Refused>(cell, Learn(Three));
        Time.Advance(TimeSpan.FromMinutes(11)); // the key that a node made
        await Ask<RowsUpdated>(cell, Learn(Three));
        await Ask<Refused>(cell, Learn(Three));
        Time.Advance(TimeSpan.FromHours(25)); // and the client's
        await Ask<RowsUpdated>(cell, Learn(Three));
        await Ask<RowsUpdated>(cell, first);
        Assert.Equal(15, (await StatisticsAsync(cell)).Rows);
    }

    private static BatchReceipt Receipt(int i) => new(new AttemptId($"order-{i}"), Forget: false, i, 0, null);

    private static ReceiptBook Fill(ReceiptBook book, int keys, TimeSpan step)
    {
        for (int i = 0; i < keys; i++) book = book.Add([Receipt(i)], Began + (i * step), Options.RetentionOf);
        return book;
    }

    private static CellSnapshot Snapshot(ReceiptBook book) => new(
        Iris, Settings(), SufficientStatistics.Empty, [], [], [.. book.Odd], 1, Began, Began, ProjectCondition.Initial, [], null, [.. book.Pages]);
}
