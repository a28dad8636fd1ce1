using System.Net;
using Fusion.Http.Envelopes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Fusion.Http.Authentication;

/// <summary>
/// Lets only signed requests through to the endpoints below <c>/symetry</c>; an endpoint finds its <see cref="Caller"/> among the request's features.
/// </summary>
internal sealed class AuthenticationMiddleware(RequestDelegate next, Authenticator authenticator, ILogger<AuthenticationMiddleware> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (CustomerOf(context.Request.Path) is { } customer)
            context.Features.Set(await AuthenticateAsync(context, customer));
        await next(context);
    }

    private async Task<Caller> AuthenticateAsync(HttpContext context, string customer)
    {
        try
        {
            return await authenticator.AuthenticateAsync(
                context.Request, customer, mayStream: context.GetEndpoint()?.Metadata.GetMetadata<StreamsBody>() is not null);
        }
        catch (DeclinedException declined)
        {
            PathString path = context.Request.Path;
            IPAddress? address = context.Connection.RemoteIpAddress;
            HttpLog.NotAuthenticated(logger, context.Request.Method, path, address, declined.Message);
            throw;
        }
    }

    // The second form is the alias /symetry/{cid}/projects/{pid} that some pages print for delete.
    private static string? CustomerOf(PathString path)
    {
        string[] segments = path.Value?.Split('/') ?? [];
        return segments switch
        {
            ["", var root, var rest, var customer, ..] when Is(root, "symetry") && Is(rest, "rest") && customer.Length > 0 => customer,
            ["", var root, var customer, var projects, _] when Is(root, "symetry") && Is(projects, "projects") => customer,
            _ => null,
        };
    }

    private static bool Is(string segment, string name) => string.Equals(segment, name, StringComparison.OrdinalIgnoreCase);
}
