using Akka.Streams;
using Akka.Streams.Dsl;
using Fusion.Actors.Cells;
using Fusion.Actors.Projects;
using Fusion.Actors.Tests.Support;
using Fusion.Contracts.Ids;
using Fusion.Contracts.Protocols;
using Fusion.Statistics;
using Fusion.Statistics.Frames;

namespace Fusion.Actors.Tests.Cells;

public sealed class IngestionFlowsSpec : ActorSpec
{
    [Fact]
    public async Task A_batch_is_read_with_the_types_that_batches_before_it_fixed()
    {
        IReadOnlyList<IngestedBatch> out2 = await RunAsync(false, Learn(Frames.Of("x", "B", "1")), Learn(Frames.Of("x", "C", "0.5", "1")));

        IngestedBatch.Accumulated second = Assert.IsType<IngestedBatch.Accumulated>(out2[1]);
        Assert.Equal(0, second.Receipt.AcceptedRows);
        Assert.NotNull(second.Receipt.Error);
    }

    [Fact]
    public async Task A_declined_batch_stays_an_element_and_leaves_no_attribute_behind()
    {
        IReadOnlyList<IngestedBatch> batches = await RunAsync(
            true, Learn(Frames.Of("x", "C", "1", "bad")), Learn(Frames.Of("x", "T", "red")), Learn(Frames.Of("y", "C", "1")));

        Assert.IsType<IngestedBatch.Declined>(batches[0]);
        IngestedBatch.Accumulated second = Assert.IsType<IngestedBatch.Accumulated>(batches[1]);
        Assert.Equal("x", Assert.Single(second.NewCategoryColumns));
        Assert.Equal(["x$red"], second.Delta.Schema.Select(attribute => attribute.Name));
        Assert.IsType<IngestedBatch.Accumulated>(batches[2]);
    }

    [Fact]
    public async Task Forgotten_rows_come_out_negative()
    {
        CellProtocol.UpdateRows batch = Learn(Frames.Of("x", "C", "1", "2"));

        IReadOnlyList<IngestedBatch> batches = await RunAsync(false, batch, batch with { Forget = true });

        SufficientStatistics sum = batches.Cast<IngestedBatch.Accumulated>().Select(done => done.Delta).Aggregate((a, b) => a.Merge(b));
        Assert.Equal(SufficientStatistics.Empty.Digest(), sum.Digest());
    }

    [Fact]
    public async Task Batches_keep_their_order_whatever_their_size()
    {
        CellProtocol.UpdateRows[] batches =
        [
            .. Enumerable.Range(0, 50).Select(i => Learn(Frames.Of("x", "C", [.. Enumerable.Range(0, 1 + (37 * i % 50 * 40)).Select(n => $"{n}")]))),
        ];

        IReadOnlyList<IngestedBatch> done = await RunAsync(false, batches);

        Assert.Equal(batches.Select(batch => batch.AttemptId), done.Select(batch => batch.Command.AttemptId));
        Assert.Equal(batches.Select(batch => (long)batch.Frame.RowCount), done.Cast<IngestedBatch.Accumulated>().Select(batch => batch.Delta.Rows));
    }

    [Fact]
    public async Task A_bad_row_is_an_error_only_where_it_ends_the_batch()
    {
        DataFrame stopping = Frames.Of("x", "C", "1", "bad", "3");
        DataFrame skipping = DataFrame.FromParts(stopping.AttributeNames, stopping.AttributeTypes, stopping.Cells, DataFrame.SkipBadRows);

        CellProtocol.BatchReceipt[] receipts =
            [.. (await RunAsync(allOrNothing: false, Learn(stopping), Learn(skipping))).Cast<IngestedBatch.Accumulated>().Select(batch => batch.Receipt)];

        Assert.Equal([(1, 1), (2, 1)], receipts.Select(receipt => (receipt.AcceptedRows, receipt.RejectedRows)));
        Assert.NotNull(receipts[0].Error);
        Assert.Null(receipts[1].Error);
    }

    [Fact]
    public async Task No_more_batches_wait_for_the_journal_than_allowed()
    {
        const int Allowed = 3;
        int waiting = 0, most = 0;
        TaskCompletionSource full = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource release = new(TaskCreationOptions.RunContinuationsAsynchronously);

        Task<Akka.Done> run = Source.From(Enumerable.Range(0, 20).Select(_ => (IngestedBatch)new IngestedBatch.Declined(
                Learn(Frames.Of("x", "C", "1")), Contracts.Faults.Fault.Invalid("test"))))
            .Via(IngestionFlows.Commit(
                async _ =>
                {
                    int now = Interlocked.Increment(ref waiting);
                    lock (full) most = Math.Max(most, now);
                    if (now == Allowed) full.TrySetResult();
                    await release.Task;
                    Interlocked.Decrement(ref waiting);
                    return Akka.Done.Instance;
                },
                Allowed))
            .RunWith(Sink.Ignore<Akka.Done>(), Sys.Materializer());
        await full.Task.WaitAsync(Patience);
        release.SetResult();
        await run.WaitAsync(Patience);

        Assert.Equal(Allowed, most);
    }

    private static CellProtocol.UpdateRows Learn(DataFrame frame) => new(Project("iris"), AttemptId.New(), Forget: false, frame, "test");

    private static IngestionProtocol.IngestionPlanFound Plan(bool allOrNothing) => new(
        Project("iris"),
        Settings(true, ("sml_project_learn_merge", allOrNothing ? "true" : "false")),
        Schema.Empty,
        [],
        MaxAttributes: 100,
        MaxCategories: 100);

    private async Task<IReadOnlyList<IngestedBatch>> RunAsync(bool allOrNothing, params CellProtocol.UpdateRows[] batches) =>
        await Source.From<IngestionProtocol.IUpdate>(batches)
            .Via(IngestionFlows.Encode(new BatchEncoder(Plan(allOrNothing))))
            .Via(IngestionFlows.Accumulate(new ComputePool(2), valueCounts: false))
            .RunWith(Sink.Seq<IngestedBatch>(), Sys.Materializer())
            .WaitAsync(Patience);
}
