using Fusion.Actors.Cells;
using Fusion.Contracts.Projects;

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
}
