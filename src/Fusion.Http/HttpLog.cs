using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Fusion.Http;

/// <summary>Everything this project logs. Never a key, a signature, a body or a value of a row.</summary>
internal static partial class HttpLog
{
    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "{Verb} {Path} from {Address} not authenticated: {Reason}")]
    public static partial void NotAuthenticated(ILogger logger, string verb, PathString path, IPAddress? address, string reason);

    [LoggerMessage(EventId = 2, Level = LogLevel.Debug, Message = "{Verb} {Path} declined with {Status}: {Kind}")]
    public static partial void Declined(ILogger logger, string verb, PathString path, int status, string kind);

    [LoggerMessage(EventId = 3, Level = LogLevel.Warning, Message = "{Verb} {Path} got no answer in time")]
    public static partial void TimedOut(ILogger logger, Exception cause, string verb, PathString path);

    [LoggerMessage(EventId = 4, Level = LogLevel.Error, Message = "{Verb} {Path} failed")]
    public static partial void Failed(ILogger logger, Exception cause, string verb, PathString path);

    [LoggerMessage(EventId = 5, Level = LogLevel.Debug, Message = "Job {JobId} started for {Work} on {ProjectId}")]
    public static partial void JobStarted(ILogger logger, string jobId, string work, string projectId);

    [LoggerMessage(EventId = 6, Level = LogLevel.Warning, Message = "{Verb} {Path} refused: the bodies of all requests together hold {Bytes} bytes")]
    public static partial void BodyMemoryExhausted(ILogger logger, string verb, PathString path, long bytes);

    [LoggerMessage(EventId = 7, Level = LogLevel.Debug, Message = "The connection to {Path} ended without a close")]
    public static partial void SocketLost(ILogger logger, Exception cause, PathString path);
}
