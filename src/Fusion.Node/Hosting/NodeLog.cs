using Fusion.Contracts.Ids;

namespace Fusion.Node.Hosting;

/// <summary>Everything this project logs. Never a key.</summary>
internal static partial class NodeLog
{
    [LoggerMessage(
        EventId = 1, Level = LogLevel.Warning,
        Message = "User {Customer} keeps the key of the data folder; the configured one (Fusion:Users, --user) is another")]
    public static partial void UserKept(ILogger logger, CustomerId customer);

    [LoggerMessage(EventId = 2, Level = LogLevel.Information, Message = "Answering operators on {Url}")]
    public static partial void AdminListens(ILogger logger, string url);

    [LoggerMessage(
        EventId = 3, Level = LogLevel.Warning,
        Message = "Operators are answered on {Url}, beyond this machine: who reads the network there reads their token (Fusion:Admin:Url, --admin)")]
    public static partial void AdminOpen(ILogger logger, string url);

    [LoggerMessage(EventId = 4, Level = LogLevel.Error, Message = "An operator's request failed: {Path}")]
    public static partial void AdminFailed(ILogger logger, Exception cause, PathString path);
}
