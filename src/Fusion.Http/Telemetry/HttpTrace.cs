using System.Diagnostics;
using Fusion.Contracts;
using Fusion.Contracts.Protocols;

namespace Fusion.Http.Telemetry;

/// <summary>Spans of requests, and how they go on in the cells.</summary>
internal static class HttpTrace
{
    private static readonly ActivitySource Source = new("Fusion");

    /// <summary>Rows come in; the span ends when they are durable and the answer can go. Null when nobody listens.</summary>
    public static Activity? Ingest() => Source.StartActivity("ingest");

    /// <summary>Lets an update carry the current trace, when it is recorded.</summary>
    public static IFusionMessage Stamp(IFusionMessage message) => Activity.Current is not { Recorded: true, Id: { } trace } ? message : message switch
    {
        CellProtocol.UpdateRows rows => rows with { Trace = trace },
        IngestionProtocol.UpdateSums sums => sums with { Trace = trace },
        JobProtocol.StartJob { Work: CellProtocol.UpdateRows rows } job => job with { Work = rows with { Trace = trace } },
        JobProtocol.StartJob { Work: IngestionProtocol.UpdateSums sums } job => job with { Work = sums with { Trace = trace } },
        _ => message,
    };
}
