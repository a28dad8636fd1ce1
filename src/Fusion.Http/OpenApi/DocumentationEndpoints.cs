using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fusion.Http.OpenApi;

/// <summary>The description of the interface, for programs and for people.</summary>
internal static class DocumentationEndpoints
{
    private const string Page = "Fusion.Http.OpenApi.docs.html";

    // The page may run itself and read the description, and nothing else from anywhere.
    private const string Policy = "default-src 'none'; connect-src 'self'; style-src 'unsafe-inline'; script-src 'unsafe-inline'";

    /// <summary>Maps <c>/openapi/v1.json</c> and <c>/docs</c>.</summary>
    public static void MapDocumentation(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapOpenApi();
        endpoints.MapGet("/docs", (HttpContext context) =>
        {
            context.Response.Headers.ContentSecurityPolicy = Policy;
            return Results.Stream(typeof(DocumentationEndpoints).Assembly.GetManifestResourceStream(Page)!, "text/html; charset=utf-8");
        }).ExcludeFromDescription();
    }
}
