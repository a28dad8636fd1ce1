using Fusion.Actors.Cells;
using Fusion.Actors.Tests.Support;
using Fusion.Contracts.Ids;
using Fusion.Contracts.Projects;
using Fusion.Contracts.Protocols;
using Fusion.Statistics.Frames;

namespace Fusion.Actors.Tests.Cells;

public sealed class UpdateLogSpec
{
    private static readonly UpdateLogLine Call = new("client", Forget: false, 200, "x,y", "C,B", Calls: 1, Rows: 10, Milliseconds: 3);

    [Fact]
    public void Calls_that_differ_in_one_of_five_things_are_lines_of_their_own()
    {
        UpdateLogLine[] different =
        [
            Call, Call with { Client = "other" }, Call with { Forget = true },
            Call with { Status = 400 }, Call with { Names = "x,z" }, Call with { Types = "C,C" },
        ];

        Assert.Equal(different, UpdateLog.Empty.Add(different).Lines);
        Assert.Equal(different.Select(call => call with { Calls = 2, Rows = 20, Milliseconds = 6 }), UpdateLog.Empty.Add(different).Add(different).Lines);
    }

    [Fact]
    public void The_lines_longest_unused_go_first()
    {
        UpdateLog log = UpdateLog.Empty.Add(Enumerable.Range(0, UpdateLog.MaxLines).Select(i => Call with { Names = $"{i}" }));
        log = log.Add([Call with { Names = "0" }, Call with { Names = "new" }]);

        Assert.Equal((UpdateLog.MaxLines, "2", "0", "new"), (log.Lines.Length, log.Lines[0].Names, log.Lines[^2].Names, log.Lines[^1].Names));
    }

    [Fact]
    public void Names_of_very_many_columns_do_not_fill_the_memory()
    {
        string many = new('x', UpdateLog.MaxCharacters / 2);

        UpdateLog log = UpdateLog.Empty.Add(Enumerable.Range(0, 5).Select(i => Call with { Names = many + i }));

        Assert.Equal(many + 4, Assert.Single(log.Lines).Names);
    }

    [Fact]
    public void A_snapshot_without_a_log_has_an_empty_one() => Assert.Empty(UpdateLog.Of(null).Lines);

    [Fact]
    public void A_line_names_the_first_of_very_many_columns_only()
    {
        DataFrame wide = Frames.Of(string.Join(',', Enumerable.Range(0, 5_000).Select(i => $"column{i}")), new string('C', 5_000));
        CellProtocol.UpdateRows call = new(
            new ProjectId(CustomerId.Parse("c1"), ProjectName.Parse("iris"), 0), AttemptId.New(), Forget: false, wide, "client 10.0.0.1");

        UpdateLogLine line = UpdateLog.LineOf(call, 400, TimeSpan.Zero);

        Assert.StartsWith("column0,column1,", line.Names, StringComparison.Ordinal);
        Assert.EndsWith(",…", line.Names, StringComparison.Ordinal);
        Assert.InRange(line.Names.Length + line.Types.Length, 1, 2 * (UpdateLog.MaxNames + 2));
    }
}
