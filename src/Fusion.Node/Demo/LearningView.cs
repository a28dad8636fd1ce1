using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Fusion.Node.Demo;

/// <summary>Shows projects learning at once: a bar with rows per second each, or a line each when the output is no terminal.</summary>
internal sealed class LearningView(IAnsiConsole console, TimeProvider clock)
{
    /// <summary>Runs all of them at once and returns when the last has ended.</summary>
    /// <param name="learnings">What to run.</param>
    /// <param name="run">Runs one; calls back with the rows of each batch that is learned.</param>
    public Task RunAsync(IReadOnlyList<Learning> learnings, Func<Learning, Action<int>, Task> run) =>
        console.Profile.Out.IsTerminal ? ShowBarsAsync(learnings, run) : Task.WhenAll(learnings.Select(learning => ShowLineAsync(learning, run)));

    private Task ShowBarsAsync(IReadOnlyList<Learning> learnings, Func<Learning, Action<int>, Task> run) => console.Progress()
        .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new RateColumn())
        .StartAsync(context => Task.WhenAll(learnings.Select(learning =>
        {
            ProgressTask bar = context.AddTask(Markup.Escape(learning.Project), maxValue: learning.Rows);
            return run(learning, rows => bar.Increment(rows));
        })));

    private async Task ShowLineAsync(Learning learning, Func<Learning, Action<int>, Task> run)
    {
        long start = clock.GetTimestamp();
        await run(learning, _ => { });
        console.WriteLine($"  {learning.Project,-6} {Rate(learning.Rows, clock.GetElapsedTime(start))}");
    }

    private static string Rate(double rows, TimeSpan time) =>
        string.Create(CultureInfo.InvariantCulture, $"{rows,7:N0} rows {rows / Math.Max(time.TotalSeconds, 1e-9),8:N0} rows/s");

    private sealed class RateColumn : ProgressColumn
    {
        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
            new Text(Rate(task.Value, task.ElapsedTime ?? TimeSpan.Zero));
    }
}
