using System.Diagnostics;
using Fusion.Http.Authentication;
using Fusion.Http.Envelopes;
using Fusion.Http.Ingestion;
using Fusion.Http.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Fusion.Http.Endpoints;

/// <summary>Learn and forget rows.</summary>
internal static class RowEndpoints
{
    /// <summary>Maps them below a customer.</summary>
    public static void MapRows(this IEndpointRouteBuilder api)
    {
        api.MapPost("projects/{pid}/learn", LearnAsync).WithMetadata(StreamsBody.Instance);
        api.MapPost("projects/{pid}/forget", ForgetAsync).WithMetadata(StreamsBody.Instance);
    }

    private static async Task<Envelope> LearnAsync(Call call, string pid, RowIngestion rows, RowSender sender) =>
        await UpdateAsync(call, (pid, false), rows, sender);

    private static async Task<Envelope> ForgetAsync(Call call, string pid, RowIngestion rows, RowSender sender) =>
        await UpdateAsync(call, (pid, true), rows, sender);

    private static async Task<Envelope> UpdateAsync(Call call, (string Pid, bool Forget) target, RowIngestion rows, RowSender sender)
    {
        using Activity? span = HttpTrace.Ingest();
        return await sender.SendAsync(call, await rows.ReadUpdateAsync(call, target.Pid, target.Forget));
    }
}
