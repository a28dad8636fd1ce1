using Akka.Actor;
using Fusion.Actors.Tests.Support;
using Fusion.Contracts.Faults;
using Fusion.Contracts.Ids;
using Fusion.Contracts.Projects;
using Fusion.Contracts.Protocols;
using Fusion.Statistics.Frames;
using static Fusion.Contracts.Protocols.CellProtocol;
using static Fusion.Contracts.Protocols.IngestionProtocol;

namespace Fusion.Actors.Tests.Cells;

/// <summary>Rows that come to a cell added up.</summary>
public sealed class CellSumsSpec : CellSpec
{
    [Fact]
    public async Task Sums_count_like_the_rows_behind_them()
    {
        IActorRef cell = await CreateAsync();

        RowsUpdated first = await Ask<RowsUpdated>(cell, Sums(Three));
        await Ask<RowsUpdated>(cell, Learn(Two));
        await Ask<RowsUpdated>(cell, Sums(Two));
        await Ask<RowsUpdated>(cell, Sums(Two) with { Forget = true });

        Assert.Equal((3, 0, null), (first.AcceptedRows, first.RejectedRows, first.Error));
        Assert.Equal(Frames.Sums(Three).Merge(Frames.Sums(Two)).Digest(), (await StatisticsAsync(cell)).Digest());
    }

    [Fact]
    public async Task They_survive_a_crash_and_count_once_under_their_key()
    {
        IActorRef cell = await CreateAsync();
        UpdateSums sums = Sums(Two);
        await Ask<RowsUpdated>(cell, sums);

        cell = await RestartAsync(cell);
        RowsUpdated again = await Ask<RowsUpdated>(cell, sums);

        Assert.Equal(2, again.AcceptedRows);
        Assert.Equal(Frames.Sums(Two).Digest(), (await StatisticsAsync(cell)).Digest());
        IngestionPlanFound plan = await Ask<IngestionPlanFound>(cell, new GetIngestionPlan(Iris));
        Assert.Equal(["k"], plan.CategoryColumns.ToArray());
        Assert.Equal(["y", "k$a", "k$b"], plan.Schema.Select(attribute => attribute.Name));
    }

    [Fact]
    public async Task A_category_that_came_in_meanwhile_is_0_in_them()
    {
        IActorRef cell = await CreateAsync();
        UpdateSums early = Sums(Frames.Of("k", "T", "a", "b"));

        await Ask<RowsUpdated>(cell, Learn(Frames.Of("k", "T", "c")));
        await Ask<RowsUpdated>(cell, early);

        Assert.Equal(Frames.Sums(Frames.Of("k", "T", "a", "b", "c")).Digest(), (await StatisticsAsync(cell)).Digest());
    }

    [Fact]
    public async Task A_column_that_got_another_type_meanwhile_makes_them_stale()
    {
        IActorRef cell = await CreateAsync();
        UpdateSums early = Sums(Frames.Of("x", "C", "1"));

        await Ask<RowsUpdated>(cell, Learn(Frames.Of("x", "B", "1")));
        Refused refused = await Ask<Refused>(cell, early);

        Assert.Equal(
            new Fault(FaultCode.Stale, "The project changed while the rows were on their way: attribute 'x' has another type now. Send them again"), refused.Fault);
        Assert.Equal(1, (await StatisticsAsync(cell)).Rows);
    }

    [Fact]
    public async Task Counting_of_values_that_began_meanwhile_makes_them_stale_and_one_that_ended_is_dropped()
    {
        IActorRef cell = await CreateAsync();
        await CarryOutAsync(cell, new LifeCycleProtocol.SetHistogram(Iris, true, 0));
        Refused refused = await Ask<Refused>(cell, Sums(Three));
        Assert.Equal(FaultCode.Stale, refused.Fault.Code);

        await CarryOutAsync(cell, new LifeCycleProtocol.SetHistogram(Iris, false, 0));
        await Ask<RowsUpdated>(cell, Sums(Three) with { Sums = Frames.Sums(Three).RestartValueCounts(true) });
        Assert.False((await StatisticsAsync(cell)).HasValueCounts);
    }

    [Fact]
    public async Task Too_many_attributes_are_refused()
    {
        IActorRef cell = await CreateAsync();
        string[] names = [.. Enumerable.Range(0, Services.Options.MaxAttributes + 1).Select(i => $"x{i}")];
        DataFrame wide = Frames.Of(string.Join(',', names), new string('C', names.Length), string.Join(',', names.Select(_ => "1")));

        Refused refused = await Ask<Refused>(cell, Sums(wide));

        Assert.Equal($"A project is limited to {Services.Options.MaxAttributes} attributes.", refused.Fault.Text);
    }

    [Fact]
    public async Task A_bad_row_declines_them_where_one_bad_row_declines_all()
    {
        IActorRef cell = await CreateAsync((ProjectSettings.LearnMergeParameter, "true"));

        Refused refused = await Ask<Refused>(cell, Sums(Three) with { Error = "Row 4 is bad" });

        Assert.Equal("Row 4 is bad", refused.Fault.Text);
        Assert.Equal(0, (await StatisticsAsync(cell)).Rows);
    }

    [Fact]
    public async Task A_cell_that_keeps_rows_refuses_them()
    {
        IActorRef cell = await CreateAsync((LearningOptions.WindowParameter, "10"));

        Refused refused = await Ask<Refused>(cell, Sums(Three));

        Assert.Equal("The project keeps more than sums of its rows; send the rows themselves", refused.Fault.Text);
    }

    private static UpdateSums Sums(DataFrame frame) => new(
        Iris,
        AttemptId.New(),
        Forget: false,
        Frames.Sums(frame),
        [.. frame.AttributeNames.Where((_, column) => frame.AttributeTypes[column] == ColumnType.Category)],
        RejectedRows: 0,
        Error: null,
        SentTable.Of(frame),
        "my client 10.0.0.1");
}
