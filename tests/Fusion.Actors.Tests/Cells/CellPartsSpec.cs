using Akka.Actor;
using Akka.Persistence;
using Fusion.Actors.Cells;
using Fusion.Actors.Hosting;
using Fusion.Actors.Tests.Support;
using Fusion.Contracts.Projects;
using Fusion.Contracts.Protocols;
using Fusion.Statistics;
using Fusion.Statistics.Frames;
using static Fusion.Contracts.Protocols.CellProtocol;

namespace Fusion.Actors.Tests.Cells;

/// <summary>Partition and sequence projects: what they keep beside the statistics is read from their journal.</summary>
public sealed class CellPartsSpec : CellSpec
{
    private static readonly DataFrame Flowers = Frames.Of("x,class", "CS", "1,a", "2,b", "3,a", "4,", "many,b");
    private static readonly DataFrame More = Frames.Of("class,x", "SC", " b ,7", "c,8");

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    public async Task Every_value_of_the_split_column_has_statistics_of_its_own_also_after_a_restart(int snapshotEvery)
    {
        Services = ServicesWith(new ActorsOptions { ConnectionString = "unused", SnapshotEvery = snapshotEvery });
        IActorRef cell = await CreateAsync(Partition());
        await Ask<RowsUpdated>(cell, Learn(Flowers));
        cell = await RestartAsync(cell);
        await Ask<RowsUpdated>(cell, Learn(More));
        await Ask<RowsUpdated>(cell, Forget(Frames.Of("x,class", "CS", "1,a", "8,c")));

        Assert.Equal(Sums("2", "3", "4", "7"), (await StatisticsAsync(cell)).Digest());
        await StopAsync(cell);
        VariantState kept = await KeptAsync(Partition());
        Assert.Equal([("a", Sums("3")), ("b", Sums("2", "7"))], kept.Partitions!.Parts.Select(part => (part.Key, part.Value.Digest())));
    }

    [Fact]
    public async Task A_row_with_one_value_too_many_is_a_bad_row()
    {
        IActorRef cell = await CreateAsync(Partition());
        DataFrame many = Frames.Of("x,class", "CS", [.. Enumerable.Range(0, 101).Select(i => $"1,v{i}"), "2,v7"]);
        DataFrame skipping = DataFrame.FromParts(many.AttributeNames, many.AttributeTypes, many.Cells, DataFrame.SkipBadRows);

        RowsUpdated stopped = await Ask<RowsUpdated>(cell, Learn(many));
        RowsUpdated skipped = await Ask<RowsUpdated>(cell, Learn(skipping));

        Assert.Equal("Row 101, column 'class': 'v100' is one value too many; a partition project is limited to 100 values.", stopped.Error);
        Assert.Equal((100, 101, 1), (stopped.AcceptedRows, skipped.AcceptedRows, skipped.RejectedRows));
        Assert.Equal(201, (await StatisticsAsync(await RestartAsync(cell))).Rows);
    }

    [Fact]
    public async Task Values_of_a_batch_that_is_declined_as_a_whole_do_not_become_known()
    {
        ProjectSettings settings = Partition();
        IActorRef cell = await CreateAsync(settings with { Parameters = settings.Parameters.Add("sml_project_learn_merge", "true") });

        await Ask<Refused>(cell, Learn(Frames.Of("x,class", "CS", [.. Enumerable.Range(0, 101).Select(i => $"1,v{i}")])));

        Assert.Equal(100, (await Ask<RowsUpdated>(cell, Learn(Frames.Of("x,class", "CS", [.. Enumerable.Range(0, 100).Select(i => $"1,w{i}")])))).AcceptedRows);
    }

    [Fact]
    public async Task Tokens_of_one_column_run_on_over_batches_and_restarts_and_can_be_taken_back()
    {
        IActorRef cell = await CreateAsync(Sequence());
        await Ask<RowsUpdated>(cell, Learn(Frames.Of("t", "T", "walk", "Run")));
        cell = await RestartAsync(cell);
        await Ask<RowsUpdated>(cell, Learn(Frames.Of("t", "T", "walk", "run", "sit")));
        await Ask<RowsUpdated>(cell, Forget(Frames.Of("t", "T", "sit")));
        await StopAsync(cell);

        VariantState kept = await KeptAsync(Sequence());

        Assert.Equal(
            [("run", 2), ("run\u001fwalk", 1), ("walk", 2), ("walk\u001frun", 2)],
            kept.Sequence!.Counts.Entries.Select(entry => (entry.Key, entry.Value)).OrderBy(entry => entry.Key, StringComparer.Ordinal));
        Assert.Equal(["walk", "run", "walk", "run"], kept.Sequence.Latest.ToArray());
    }

    [Fact]
    public async Task With_more_columns_each_row_is_a_sequence()
    {
        IActorRef cell = await CreateAsync(Sequence());
        await Ask<RowsUpdated>(cell, Learn(Frames.Of("t1,t2,t3", "TTT", "a,b,c", "a,b,", "b,c,a")));
        await Ask<RowsUpdated>(cell, Forget(Frames.Of("t1,t2,t3", "TTT", "b,c,a")));
        await StopAsync(cell);

        NGramCounts counts = (await KeptAsync(Sequence())).Sequence!.Counts;

        Assert.Equal((2, 1, 0, 2, 2, 1), (counts["a", "b"], counts["b", "c"], counts["c", "a"], counts["a"], counts["b"], counts["c"]));
    }

    private static ProjectSettings Partition() => Settings(true, (LearningOptions.PartitionParameter, "class")) with { Type = LearningOptions.PartitionType };

    private static ProjectSettings Sequence() => Settings(true, (LearningOptions.OrderParameter, "1")) with { Type = LearningOptions.SequenceType };

    private static StatisticsDigest Sums(params string[] rows) => Frames.Sums(Frames.Of("x", "C", rows)).Digest();

    private async Task<VariantState> KeptAsync(ProjectSettings settings)
    {
        IActorRef reader = Sys.ActorOf(Props.Create(() => new JournalReader(settings)));
        return await reader.Ask<VariantState>("state", Patience);
    }

    /// <summary>Recovers what a cell keeps as the cell does.</summary>
    private sealed class JournalReader : ReceivePersistentActor
    {
        private VariantState _state;

        public JournalReader(ProjectSettings settings)
        {
            _state = VariantState.Of(settings, null)!;
            Recover<SnapshotOffer>(offer => _state = VariantState.Of(settings, ((CellSnapshot)offer.Snapshot).Variant)!);
            Recover<BatchesCommitted>(fact => _state = _state.Apply(fact.Change));
            Recover<CellCreated>(_ => { });
            Command<string>(_ => Sender.Tell(_state));
        }

        public override string PersistenceId => $"cell-{Iris.EntityId}";
    }
}
