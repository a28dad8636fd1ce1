using Akka.Actor;
using Fusion.Actors.Tests.Support;
using Fusion.Contracts.Faults;
using Fusion.Contracts.Ids;
using Fusion.Contracts.Projects;
using Fusion.Contracts.Protocols;
using static Fusion.Contracts.Protocols.CellProtocol;
using static Fusion.Contracts.Protocols.LifeCycleProtocol;

namespace Fusion.Actors.Tests.Cells;

/// <summary>Freeze, names, and values counted from a later time on.</summary>
public sealed class CellFreezeSpec : CellSpec
{
    [Fact]
    public async Task A_frozen_cell_refuses_rows_and_still_does_after_a_crash()
    {
        IActorRef cell = await CreateAsync();
        await Ask<RowsUpdated>(cell, Learn(Three));
        await CarryOutAsync(cell, new SetFrozen(Iris, Frozen: true));

        Refused before = await Ask<Refused>(cell, Learn(Two));
        cell = await RestartAsync(cell);
        Refused after = await Ask<Refused>(cell, Learn(Two) with { Forget = true });

        Assert.Equal(new Fault(FaultCode.ProcessingFailed, "Generic Exception <Project id[iris] is frozen>"), before.Fault);
        Assert.Equal(before.Fault, after.Fault);
        Assert.True((await InfoAsync(cell)).Condition!.IsFrozen);
        Assert.Equal(Frames.Sums(Three).Digest(), (await StatisticsAsync(cell)).Digest());
    }

    [Fact]
    public async Task Rows_that_were_there_first_count_and_those_that_come_later_do_not()
    {
        IActorRef cell = await CreateAsync();

        Task<RowsUpdated>[] first = [.. Enumerable.Range(0, 50).Select(_ => Ask<RowsUpdated>(cell, Learn(Three)))];
        Task<CarriedOut> frozen = CarryOutAsync(cell, new SetFrozen(Iris, Frozen: true));
        Task<Refused>[] later = [.. Enumerable.Range(0, 50).Select(_ => Ask<Refused>(cell, Learn(Two)))];
        await Task.WhenAll([.. first, frozen, .. later]);

        Assert.Equal(150, (await StatisticsAsync(cell)).Rows);
    }

    [Fact]
    public async Task A_batch_counted_before_the_freeze_is_acknowledged_again()
    {
        IActorRef cell = await CreateAsync();
        UpdateRows batch = Learn(Three);
        await Ask<RowsUpdated>(cell, batch);
        await CarryOutAsync(cell, new SetFrozen(Iris, Frozen: true));

        Assert.Equal(3, (await Ask<RowsUpdated>(cell, batch)).AcceptedRows);
    }

    [Fact]
    public async Task An_unfrozen_cell_learns_again()
    {
        IActorRef cell = await CreateAsync();
        await CarryOutAsync(cell, new SetFrozen(Iris, Frozen: false));
        await CarryOutAsync(cell, new SetFrozen(Iris, Frozen: true));
        await CarryOutAsync(cell, new SetFrozen(Iris, Frozen: false));
        cell = await RestartAsync(cell);

        await Ask<RowsUpdated>(cell, Learn(Three));

        Assert.False((await InfoAsync(cell)).Condition!.IsFrozen);
    }

    [Fact]
    public async Task A_name_given_later_is_told_and_survives_a_crash()
    {
        IActorRef cell = await CreateAsync();
        ProjectName lily = ProjectName.Parse("lily");

        Assert.Equal(lily, (await Ask<NameSet>(cell, new SetName(Iris, lily))).Name);
        Assert.Equal(lily, (await Ask<NameSet>(cell, new SetName(Iris, lily))).Name);
        cell = await RestartAsync(cell);
        await CarryOutAsync(cell, new SetFrozen(Iris, Frozen: true));

        Assert.Equal(lily, (await InfoAsync(cell)).Name);
        Assert.Equal("Generic Exception <Project id[lily] is frozen>", (await Ask<Refused>(cell, Learn(Two))).Fault.Text);
    }

    [Fact]
    public async Task Values_are_counted_from_the_switch_on_and_no_longer_after_it()
    {
        IActorRef cell = await CreateAsync();
        await Ask<RowsUpdated>(cell, Learn(Three));
        string before = (await ReleaseAsync(cell)).Version;

        await CarryOutAsync(cell, new SetHistogram(Iris, Enabled: true, Window: 500));
        await Ask<RowsUpdated>(cell, Learn(Frames.Of("x", "C", "7", "9")));
        cell = await RestartAsync(cell);
        await Ask<RowsUpdated>(cell, Learn(Frames.Of("x", "C", "8")));

        ProjectProtocol.StatisticsFound counted = await ReleaseAsync(cell);
        Assert.Equal((6, 3, 8), (counted.Statistics.Rows, counted.Statistics.Values(0)!.Count, counted.Statistics.Values(0)!.Median));
        Assert.Equal((true, 500), (counted.Histogram, (await InfoAsync(cell)).Condition!.HistogramWindow));
        Assert.NotEqual(before, counted.Version);

        await CarryOutAsync(cell, new SetHistogram(Iris, Enabled: false, Window: 500));
        ProjectProtocol.StatisticsFound uncounted = await ReleaseAsync(await RestartAsync(cell));
        Assert.Equal((false, false), (uncounted.Histogram, uncounted.Statistics.HasValueCounts));
        Assert.Equal(counted.Statistics.Digest(), uncounted.Statistics.Digest());
    }

    [Fact]
    public async Task A_condition_is_in_the_snapshot()
    {
        Services = ServicesWith(new Hosting.ActorsOptions { ConnectionString = "unused", SnapshotEvery = 1 });
        IActorRef cell = await CreateAsync();
        await Ask<NameSet>(cell, new SetName(Iris, ProjectName.Parse("lily")));
        await CarryOutAsync(cell, new SetHistogram(Iris, Enabled: true, Window: 7));
        await CarryOutAsync(cell, new SetFrozen(Iris, Frozen: true));

        Assert.Equal(new ProjectCondition(true, ProjectName.Parse("lily"), 7), (await InfoAsync(await RestartAsync(cell))).Condition);
    }
}
