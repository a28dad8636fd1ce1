using Akka.Actor;
using Akka.Hosting;
using Akka.Pattern;
using Fusion.Models;
using Fusion.Statistics.Frames;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Fusion.Http.Envelopes;

/// <summary>Turns exceptions, unknown routes and wrong verbs below <c>/symetry</c> into envelopes.</summary>
internal sealed class ErrorMiddleware(RequestDelegate next, ILogger<ErrorMiddleware> logger)
{
    public Task InvokeAsync(HttpContext context) => context.Request.Path.StartsWithSegments("/symetry") ? AnswerAsync(context) : next(context);

    private async Task AnswerAsync(HttpContext context)
    {
        try
        {
            await next(context);
            if (!context.Response.HasStarted && RoutingFailure(context) is { } answer)
                await answer.ExecuteAsync(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The caller has gone: nobody is left to answer.
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            Envelope answer = FaultTable.AnswerTo(exception);
            Log(context.Request, exception, answer);
            context.Response.Clear();
            await answer.ExecuteAsync(context);
        }
    }

    private static Envelope? RoutingFailure(HttpContext context) => context.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound => new Envelope(ApiStatus.NotFound, $"No such resource: {context.Request.Path}"),
        StatusCodes.Status405MethodNotAllowed => new Envelope(
            ApiStatus.MethodNotAllowed,
            $"{context.Request.Method} is not possible on {context.Request.Path}; allowed: {context.Response.Headers.Allow}"),
        _ => null,
    };

    private void Log(HttpRequest request, Exception exception, Envelope answer)
    {
        PathString path = request.Path;
        string kind = (exception as DeclinedException)?.Kind ?? exception.GetType().Name;
        if (exception is DeclinedException or InvalidRequestException or FrameException or BadHttpRequestException)
            HttpLog.Declined(logger, request.Method, path, answer.Status.Http, kind);
        else if (exception is AskTimeoutException or MissingActorRegistryEntryException or IllegalStateException)
            HttpLog.TimedOut(logger, exception, request.Method, path);
        else
            HttpLog.Failed(logger, exception, request.Method, path);
    }
}
