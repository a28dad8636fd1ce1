using System.Diagnostics.Metrics;

namespace Fusion.Actors.Parcels;

/// <summary>Long messages between nodes, as numbers for whoever listens to the meter <c>Fusion.Actors</c>.</summary>
internal static class ParcelMeter
{
    private static readonly Meter Meter = new("Fusion.Actors");
    private static readonly Counter<long> Parcels = Meter.CreateCounter<long>(
        "fusion.parcels.collected", "{message}", "Long messages that came from other nodes.");
    private static readonly Counter<long> Bytes = Meter.CreateCounter<long>("fusion.parcels.bytes", "By", "Bytes of long messages that came from other nodes.");
    private static readonly Counter<long> Lost = Meter.CreateCounter<long>("fusion.parcels.lost", "{message}", "Long messages that did not come.");

    private static readonly Histogram<double> Duration = Meter.CreateHistogram(
        "fusion.parcels.duration",
        "s",
        "Time from when a long message of another node is asked for until all its bytes are there.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60] });

    /// <summary>A message has come.</summary>
    /// <param name="bytes">Its length.</param>
    /// <param name="time">Since it was asked for.</param>
    public static void Collected(int bytes, TimeSpan time)
    {
        Parcels.Add(1);
        Bytes.Add(bytes);
        Duration.Record(time.TotalSeconds);
    }

    /// <summary>A message did not come.</summary>
    public static void GaveUp() => Lost.Add(1);
}
