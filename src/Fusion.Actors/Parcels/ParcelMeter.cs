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

    /// <summary>A message has come.</summary>
    public static void Collected(int bytes)
    {
        Parcels.Add(1);
        Bytes.Add(bytes);
    }

    /// <summary>A message did not come.</summary>
    public static void GaveUp() => Lost.Add(1);
}
