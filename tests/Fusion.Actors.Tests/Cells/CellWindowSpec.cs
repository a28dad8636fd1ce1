using System.Collections.Immutable;
using System.Globalization;
using Akka.Actor;
using Fusion.Actors.Hosting;
using Fusion.Actors.Tests.Support;
using Fusion.Contracts.Projects;
using Fusion.Contracts.Protocols;
using Fusion.Models;
using Fusion.Models.Drift;
using Fusion.Statistics;
using Fusion.Statistics.Frames;
using static Fusion.Contracts.Protocols.CellProtocol;

namespace Fusion.Actors.Tests.Cells;

public sealed class CellWindowSpec : CellSpec
{
    private static readonly string[] Rows = [.. Enumerable.Range(0, 60).Select(i => FormattableString.Invariant(
        $"{(i % 7 == 3 ? "" : (i * 37 % 101 / 4.0).ToString(CultureInfo.InvariantCulture))},{"abcde"[i * i % 5]},{i % 2}"))];

    [Theory]
    [InlineData(1, 1, 3)]
    [InlineData(13, 1, 100)]
    [InlineData(13, 7, 2)]
    [InlineData(13, 25, 3)]
    [InlineData(40, 9, 1)]
    [InlineData(100, 11, 100)]
    public async Task The_statistics_are_those_of_the_latest_rows_whatever_the_batches_and_after_a_restart(int size, int batch, int snapshotEvery)
    {
        Services = ServicesWith(new ActorsOptions { ConnectionString = "unused", SnapshotEvery = snapshotEvery });
        IActorRef cell = await CreateAsync(Window(size));
        int learned = 0;
        foreach (string[] rows in Rows.Chunk(batch))
        {
            await Ask<RowsUpdated>(cell, Learn(Frame(rows)));
            learned += rows.Length;
            Assert.Equal(Last(learned, size), (await StatisticsAsync(cell)).Digest());
            if (learned is > 20 and < 40) cell = await RestartAsync(cell);
        }

        Assert.Equal(Last(Rows.Length, size), (await StatisticsAsync(await RestartAsync(cell))).Digest());
    }

    [Fact]
    public async Task Batches_that_wait_together_leave_the_latest_rows_too()
    {
        IActorRef cell = await CreateAsync(Window(13));

        await Task.WhenAll(Rows.Chunk(3).Select(rows => Ask<RowsUpdated>(cell, Learn(Frame(rows)))));

        Assert.Equal(13, (await StatisticsAsync(cell)).Rows);
    }

    [Fact]
    public async Task Forgetting_takes_equal_rows_out_newest_first_and_ignores_rows_that_left()
    {
        IActorRef cell = await CreateAsync(Window(4));
        await Ask<RowsUpdated>(cell, Learn(Frames.Of("x", "C", "9", "1", "2", "1.0", "3")));
        await Ask<RowsUpdated>(cell, Forget(Frames.Of("x", "C", "9", "1", "8")));
        cell = await RestartAsync(cell);
        Assert.Equal(Frames.Sums(Frames.Of("x", "C", "1", "2", "3")).Digest(), (await StatisticsAsync(cell)).Digest());

        await Ask<RowsUpdated>(cell, Learn(Frames.Of("x", "C", "5", "6")));

        Assert.Equal(Frames.Sums(Frames.Of("x", "C", "2", "3", "5", "6")).Digest(), (await StatisticsAsync(cell)).Digest());
    }

    [Fact]
    public async Task A_key_counts_once_in_a_window_too()
    {
        IActorRef cell = await CreateAsync(Window(3));
        UpdateRows batch = Learn(Frames.Of("x", "C", "1", "2"));
        await Ask<RowsUpdated>(cell, batch);
        cell = await RestartAsync(cell);

        RowsUpdated again = await Ask<RowsUpdated>(cell, batch);

        Assert.Equal(2, again.AcceptedRows);
        Assert.Equal(2, (await StatisticsAsync(cell)).Rows);
    }

    [Fact]
    public async Task With_histograms_the_extremes_are_those_of_the_window()
    {
        IActorRef cell = await CreateAsync(Settings(true, Window(2)) with { Histogram = true });
        await Ask<RowsUpdated>(cell, Learn(Frames.Of("x", "C", "100", "2", "4")));

        SufficientStatistics statistics = await StatisticsAsync(cell);

        Assert.Equal((2, 4, 3), (statistics.Values(0)!.Min, statistics.Values(0)!.Max, statistics.Values(0)!.Median));
    }

    [Fact]
    public async Task An_embedded_window_stands_beside_everything_and_is_asked_for_drift()
    {
        IActorRef cell = await CreateAsync([.. Window(13), (LearningOptions.EmbeddedParameter, "true")]);
        foreach (string[] rows in Rows.Chunk(8)) await Ask<RowsUpdated>(cell, Learn(Frame(rows)));
        await Ask<RowsUpdated>(cell, Forget(Frame(Rows[^1])));
        cell = await RestartAsync(cell);

        DriftProtocol.DriftMeasured measured = await Ask<DriftProtocol.DriftMeasured>(cell, new DriftProtocol.MeasureDrift(Iris, null, Drift));

        SufficientStatistics all = Frames.Sums(Frame(Rows[..^1])), window = Frames.Sums(Frame(Rows[^13..^1]));
        Assert.Equal(all.Digest(), (await StatisticsAsync(cell)).Digest());
        Assert.Equal(new Dictionary<string, double>(DataDrift.Measure(Drift, all, window)), new Dictionary<string, double>(measured.Result));
    }

    [Fact]
    public async Task A_window_limits_the_attributes_by_its_rows()
    {
        IActorRef cell = await CreateAsync(Window(2_000_000));

        Refused refused = await Ask<Refused>(cell, Learn(Frames.Of("x,y,z", "CCC", "1,2,3")));

        Assert.Equal(
            "A project with a rolling window of 2000000 rows is limited to 2 attributes: rows times attributes may be 4,000,000 at most.", refused.Fault.Text);
    }

    private static MlContext Drift { get; } = MlContext.Empty with
    {
        ExtraParameters = ImmutableDictionary<string, string>.Empty.Add("driftPreferenceProjectName", "iris")
            .Add("driftAnalysisProjectName", DriftRequest.EmbeddedWindow).Add("driftMetric", "global"),
    };

    private static (string, string)[] Window(int size) => [(LearningOptions.WindowParameter, size.ToString(CultureInfo.InvariantCulture))];

    private static DataFrame Frame(params string[] rows) => Frames.Of("x,k,b", "CTB", rows);

    private static StatisticsDigest Last(int learned, int size) => Frames.Sums(Frame(Rows[Math.Max(0, learned - size)..learned])).Digest();
}
