using Akka.Actor;
using Fusion.Actors.Tests.Support;
using Fusion.Contracts.Projects;
using Fusion.Statistics.Frames;
using static Fusion.Contracts.Protocols.CellProtocol;

namespace Fusion.Actors.Tests.Cells;

public sealed class CellFilterSpec : CellSpec
{
    private const string Filter = "x>1;kind!=bad";

    private static readonly DataFrame All = Frames.Of("x,kind", "CS", "1,good", "2,good", "3,bad", "4,good", ",good", "5,");
    private static readonly DataFrame Kept = Frames.Of("x,kind", "CS", "2,good", "4,good");

    [Fact]
    public async Task Only_rows_for_which_every_predicate_holds_are_learned()
    {
        IActorRef cell = await CreateAsync((LearningOptions.FilterParameter, Filter));

        RowsUpdated reply = await Ask<RowsUpdated>(cell, Learn(All));

        Assert.Equal((2, 0, null), (reply.AcceptedRows, reply.RejectedRows, reply.Error));
        Assert.Equal(Frames.Sums(Kept).Digest(), (await StatisticsAsync(cell)).Digest());
    }

    [Fact]
    public async Task Forgetting_skips_the_same_rows_also_after_a_restart()
    {
        IActorRef cell = await CreateAsync((LearningOptions.FilterParameter, Filter));
        await Ask<RowsUpdated>(cell, Learn(All));
        await Ask<RowsUpdated>(cell, Learn(Kept));
        cell = await RestartAsync(cell);

        RowsUpdated reply = await Ask<RowsUpdated>(cell, Forget(All));

        Assert.Equal(2, reply.AcceptedRows);
        Assert.Equal(Frames.Sums(Kept).Digest(), (await StatisticsAsync(cell)).Digest());
    }

    [Fact]
    public async Task A_column_that_is_absent_from_the_frame_accepts_no_row()
    {
        IActorRef cell = await CreateAsync((LearningOptions.FilterParameter, Filter));

        RowsUpdated reply = await Ask<RowsUpdated>(cell, Learn(Frames.Of("x", "C", "2", "3")));

        Assert.Equal((0, null), (reply.AcceptedRows, reply.Error));
        Assert.Empty((await StatisticsAsync(cell)).Schema);
    }
}
