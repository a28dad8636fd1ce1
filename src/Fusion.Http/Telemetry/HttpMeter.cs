using System.Diagnostics.Metrics;
using Fusion.Contracts.Protocols;
using Fusion.Http.Authentication;
using Fusion.Http.Endpoints;
using Fusion.Http.Ingestion;

namespace Fusion.Http.Telemetry;

/// <summary>
/// What requests bring to this node, as numbers for whoever listens to the meter <c>Fusion.Http</c>. Labels never name a customer, a project or a key.
/// </summary>
internal sealed class HttpMeter
{
    private readonly Counter<long> _bytes;
    private readonly Counter<long> _batches;
    private readonly Counter<long> _accepted;
    private readonly Counter<long> _rejected;

    /// <summary>Creates the instruments.</summary>
    public HttpMeter(IMeterFactory meters, BodyMemory memory)
    {
        Meter meter = meters.Create("Fusion.Http");
        _bytes = meter.CreateCounter<long>("fusion.ingest.bytes", "By", "Bytes of bodies with rows, as they were sent.");
        _batches = meter.CreateCounter<long>("fusion.ingest.batches", "{batch}", "Bodies with rows, read and well signed.");
        _accepted = meter.CreateCounter<long>("fusion.ingest.rows", "{row}", "Rows that count; a batch sent again is counted again here.");
        _rejected = meter.CreateCounter<long>("fusion.ingest.rejected_rows", "{row}", "Bad rows.");
        meter.CreateObservableGauge("fusion.body.memory", () => memory.Used, "By", "Memory that bodies and the rows of running jobs hold.");
    }

    /// <summary>A request has brought rows, all of which are read.</summary>
    public void Received(Call call, IngestionProtocol.IUpdate update) =>
        Received(update, FormatOf(call), call.Caller.Unconfirmed?.BytesRead ?? call.Caller.Body.Length);

    /// <summary>Rows have come.</summary>
    /// <param name="update">The rows.</param>
    /// <param name="format">How they are written.</param>
    /// <param name="bytes">How long that was.</param>
    public void Received(IngestionProtocol.IUpdate update, string format, long bytes)
    {
        KeyValuePair<string, object?> operation = Operation(update), how = new("format", format);
        _batches.Add(1, operation, how);
        _bytes.Add(bytes, operation, how);
    }

    /// <summary>The cell has answered a request's rows.</summary>
    public void Answered(Call call, IngestionProtocol.IUpdate update, CellProtocol.RowsUpdated answer) => Answered(update, FormatOf(call), answer);

    /// <summary>The cell has answered.</summary>
    /// <param name="update">The rows.</param>
    /// <param name="format">How they were written.</param>
    /// <param name="answer">The answer.</param>
    public void Answered(IngestionProtocol.IUpdate update, string format, CellProtocol.RowsUpdated answer)
    {
        KeyValuePair<string, object?> operation = Operation(update), how = new("format", format);
        _accepted.Add(answer.AcceptedRows, operation, how);
        _rejected.Add(answer.RejectedRows, operation, how);
    }

    private static string FormatOf(Call call) => BodyContent.Of(call.Request).Format switch
    {
        BodyFormat.Csv => "csv",
        BodyFormat.Arrow => "arrow",
        _ => "json",
    };

    private static KeyValuePair<string, object?> Operation(IngestionProtocol.IUpdate update) => new("operation", update.Forget ? "forget" : "learn");
}
