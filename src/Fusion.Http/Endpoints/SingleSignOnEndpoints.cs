using Fusion.Http.Envelopes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Fusion.Http.Endpoints;

/// <summary>Hand a user's key to a browser that has signed on elsewhere. This server has no single sign-on, and says so as documented.</summary>
internal static class SingleSignOnEndpoints
{
    /// <summary>Maps it beside the interface: it is not signed.</summary>
    public static void MapSingleSignOn(this IEndpointRouteBuilder endpoints) => endpoints.MapGet("/smlaccess", Refuse);

    private static Envelope Refuse() => Envelope.BadRequest("No profile: this server has no single sign-on");
}
