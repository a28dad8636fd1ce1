using System.Diagnostics.Metrics;
using Fusion.Contracts.Protocols;

namespace Fusion.Actors.Cells;

/// <summary>
/// What the cells of this node do, as numbers for whoever listens to the meter <c>Fusion.Actors</c>. Labels never name a customer, a project or a key.
/// </summary>
internal static class CellMeter
{
    private static readonly Meter Meter = new("Fusion.Actors");
    private static readonly Counter<long> Rows = Meter.CreateCounter<long>("fusion.commit.rows", "{row}", "Rows that count, durably.");
    private static readonly Counter<long> Batches = Meter.CreateCounter<long>("fusion.commit.batches", "{batch}", "Batches that count, durably.");
    private static readonly Counter<long> Events = Meter.CreateCounter<long>(
        "fusion.journal.events", "{event}", "Events of projects that the journal has taken.");
    private static readonly UpDownCounter<long> Waiting = Meter.CreateUpDownCounter<long>(
        "fusion.batches.waiting", "{batch}", "Batches that wait in front of their cells.");
    private static readonly UpDownCounter<long> InFlight = Meter.CreateUpDownCounter<long>(
        "fusion.batches.in_flight", "{batch}", "Batches that cells work on.");
    private static readonly Histogram<double> Latency = Meter.CreateHistogram(
        "fusion.commit.duration",
        "s",
        "Time from a batch's arrival at its cell until it is durable.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60] });

    private static readonly KeyValuePair<string, object?> Learn = new("operation", "learn"), Forget = new("operation", "forget");

    /// <summary>A batch counts.</summary>
    /// <param name="receipt">What became of it.</param>
    /// <param name="time">Since it arrived.</param>
    public static void Committed(CellProtocol.BatchReceipt receipt, TimeSpan time)
    {
        KeyValuePair<string, object?> operation = receipt.Forget ? Forget : Learn;
        Rows.Add(receipt.AcceptedRows, operation);
        Batches.Add(1, operation);
        Latency.Record(time.TotalSeconds, operation);
    }

    /// <summary>The journal has taken an event of a project.</summary>
    public static void Stored() => Events.Add(1);

    /// <summary>The number of batches in front of, and in, a cell has changed.</summary>
    public static void Moved(int waiting, int inFlight)
    {
        Waiting.Add(waiting);
        InFlight.Add(inFlight);
    }
}
