using Fusion.Contracts.Projects;
using Fusion.Contracts.Protocols;
using Fusion.Http.Endpoints;
using Fusion.Http.Envelopes;
using Fusion.Http.Mapping;

namespace Fusion.Http.Ingestion;

/// <summary>Brings an update to its cell: at once, or as a job.</summary>
internal sealed class RowSender(ProjectGateway gateway, JobStarter jobs)
{
    /// <summary>Sends an update, and answers when it counts, or with <c>async=true</c> when the job has begun.</summary>
    public async Task<Envelope> SendAsync(Call call, IngestionProtocol.IUpdate update)
    {
        call.NameGeneratedKey();
        return call.Query.Flag("async", false)
            ? await jobs.StartAsync(call, update.Forget ? "forget" : "learn", ProjectKind.Cell, update)
            : ReplyMapping.ToEnvelope(await gateway.AskAsync<CellProtocol.RowsUpdated>(ProjectKind.Cell, update, call.Aborted), call.Caller);
    }
}
