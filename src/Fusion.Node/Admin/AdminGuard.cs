using Akka.Actor;
using Fusion.Node.Hosting;

namespace Fusion.Node.Admin;

/// <summary>Lets only those in who show the token, and says what went wrong in one line of JSON.</summary>
internal sealed class AdminGuard(RequestDelegate next, AdminToken token, ILogger<AdminGuard> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.Request.Path.StartsWithSegments(AdminEndpoints.Root) && !token.IsShownBy(context.Request.Headers.Authorization))
        {
            await RefuseAsync(context, StatusCodes.Status401Unauthorized, "The admin token is missing or wrong");
            return;
        }

        try
        {
            await next(context);
        }
        catch (AdminException refused)
        {
            await RefuseAsync(context, refused.Status, refused.Message);
        }
        catch (BadHttpRequestException wrong)
        {
            await RefuseAsync(context, wrong.StatusCode, wrong.Message);
        }
        catch (AskTimeoutException)
        {
            await RefuseAsync(context, StatusCodes.Status503ServiceUnavailable, "The actors asked did not answer in time");
        }
        catch (Exception failure) when (!context.RequestAborted.IsCancellationRequested)
        {
            PathString path = context.Request.Path;
            NodeLog.AdminFailed(logger, failure, path);
            await RefuseAsync(context, StatusCodes.Status500InternalServerError, "The node failed to answer; its log says why");
        }
    }

    private static Task RefuseAsync(HttpContext context, int status, string error)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(new Dictionary<string, string> { ["error"] = error }, context.RequestAborted);
    }
}
