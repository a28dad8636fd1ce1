using Fusion.Http.Authentication;
using Fusion.Http.Endpoints;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Fusion.Http.WebSockets;

/// <summary>What a conversation keeps of the request that opened it.</summary>
internal sealed class SocketUpgrade(HttpRequest request, SocketService service, HttpOptions options, TimeProvider time, ILogger logger)
{
    /// <summary>What the socket is for.</summary>
    public SocketService Service => service;

    /// <summary>Settings.</summary>
    public HttpOptions Options => options;

    /// <summary>The clock.</summary>
    public TimeProvider Time => time;

    /// <summary>The path as it was on the wire.</summary>
    public string Path { get; } = RequestTarget.Parse(request.HttpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget).Path;

    /// <summary>The URLs, up to the path, that the client may have opened.</summary>
    public IReadOnlyList<string> Urls { get; } = [.. ClientUrls.SocketCandidates(request, options)];

    /// <summary>Client label and address, for the log of learned rows.</summary>
    public string Source { get; } = Call.SourceOf(request);

    /// <summary>Logs a failure that is no fault of the caller.</summary>
    public void Report(Exception cause) => HttpLog.Failed(logger, cause, "WS", request.Path);

    /// <summary>Logs who was not let in.</summary>
    public void ReportRejection(string reason) => HttpLog.NotAuthenticated(logger, "WS", request.Path, request.HttpContext.Connection.RemoteIpAddress, reason);
}
