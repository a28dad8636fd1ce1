using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Fusion.Node.Push;

/// <summary>Shows a push: a bar on a terminal, else a line now and then; at its end what it did, in rows and bytes per second.</summary>
internal sealed class PushView(IAnsiConsole console, TimeProvider clock)
{
    private const double Megabyte = 1e6;
    private static readonly TimeSpan BarStep = TimeSpan.FromMilliseconds(200), LineStep = TimeSpan.FromSeconds(10);

    /// <summary>Shows a push until it has ended.</summary>
    /// <param name="counts">How far it is.</param>
    /// <param name="length">Bytes of all files; 0 when not known.</param>
    /// <param name="push">Does it.</param>
    public async Task<T> RunAsync<T>(PushCounts counts, long length, Func<Task<T>> push)
    {
        long start = clock.GetTimestamp();
        T result = console.Profile.Out.IsTerminal && length > 0
            ? await ShowBarAsync(counts, length, start, push)
            : await WatchAsync(push, LineStep, () => console.WriteLine(Line(counts, clock.GetElapsedTime(start))));
        console.WriteLine(Line(counts, clock.GetElapsedTime(start)));
        return result;
    }

    private Task<T> ShowBarAsync<T>(PushCounts counts, long length, long start, Func<Task<T>> push) => console.Progress()
        .AutoClear(true)
        .Columns(new ProgressBarColumn(), new PercentageColumn(), new RateColumn(() => Rate(counts, clock.GetElapsedTime(start))))
        .StartAsync(async context =>
        {
            ProgressTask bar = context.AddTask("push", maxValue: length);
            return await WatchAsync(push, BarStep, () => bar.Value = counts.SourceBytes);
        });

    private async Task<T> WatchAsync<T>(Func<Task<T>> push, TimeSpan step, Action show)
    {
        Task<T> running = push();
        using var timer = new PeriodicTimer(step, clock);
        Task<bool> tick = timer.WaitForNextTickAsync().AsTask();
        while (await Task.WhenAny(running, tick) == tick)
        {
            show();
            tick = timer.WaitForNextTickAsync().AsTask();
        }

        return await running;
    }

    private static string Line(PushCounts counts, TimeSpan time)
    {
        double seconds = Math.Max(time.TotalSeconds, 1e-9);
        string line = string.Create(
            CultureInfo.InvariantCulture,
            $"{counts.Accepted:N0} rows, {counts.Rejected:N0} rejected, {counts.BodyBytes / Megabyte:N1} MB in {seconds:N1} s: "
            + $"{Rate(counts, time)}");
        return counts.Repeated == 0 ? line : line + string.Create(CultureInfo.InvariantCulture, $"; {counts.Repeated:N0} of {counts.Batches:N0} pieces counted already");
    }

    private static string Rate(PushCounts counts, TimeSpan time)
    {
        double seconds = Math.Max(time.TotalSeconds, 1e-9);
        return string.Create(CultureInfo.InvariantCulture, $"{counts.Accepted / seconds:N0} rows/s, {counts.BodyBytes / Megabyte / seconds:N1} MB/s");
    }

    private sealed class RateColumn(Func<string> line) : ProgressColumn
    {
        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) => new Text(line());
    }
}
