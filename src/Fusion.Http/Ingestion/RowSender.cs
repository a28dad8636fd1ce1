using Fusion.Contracts.Projects;
using Fusion.Contracts.Protocols;
using Fusion.Http.Endpoints;
using Fusion.Http.Envelopes;
using Fusion.Http.Mapping;
using Fusion.Http.Telemetry;

namespace Fusion.Http.Ingestion;

/// <summary>Brings an update to its cell: at once, or as a job.</summary>
internal sealed class RowSender(ProjectGateway gateway, JobStarter jobs, HttpMeter meter)
{
    /// <summary>Sends an update, and answers when it counts, or with <c>async=true</c> when the job has begun.</summary>
    public async Task<Envelope> SendAsync(Call call, IngestionProtocol.IUpdate update)
    {
        call.NameGeneratedKey();
        meter.Received(call, update);
        if (call.Query.Flag("async", false)) return await jobs.StartAsync(call, update.Forget ? "forget" : "learn", ProjectKind.Cell, update);
        CellProtocol.RowsUpdated answer = await gateway.AskAsync<CellProtocol.RowsUpdated>(ProjectKind.Cell, update, call.Aborted);
        meter.Answered(call, update, answer);
        return ReplyMapping.ToEnvelope(answer, call.Caller);
    }
}
