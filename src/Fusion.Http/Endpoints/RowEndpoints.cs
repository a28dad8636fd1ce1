using Fusion.Http.Authentication;
using Fusion.Http.Envelopes;
using Fusion.Http.Ingestion;
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
        await sender.SendAsync(call, await rows.ReadUpdateAsync(call, pid, forget: false));

    private static async Task<Envelope> ForgetAsync(Call call, string pid, RowIngestion rows, RowSender sender) =>
        await sender.SendAsync(call, await rows.ReadUpdateAsync(call, pid, forget: true));
}
