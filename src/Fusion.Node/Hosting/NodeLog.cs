using Fusion.Contracts.Ids;

namespace Fusion.Node.Hosting;

/// <summary>Everything this project logs. Never a key.</summary>
internal static partial class NodeLog
{
    [LoggerMessage(
        EventId = 1, Level = LogLevel.Warning,
        Message = "User {Customer} keeps the key that is stored; the configured one (Fusion:Users, --user) is another")]
    public static partial void UserKept(ILogger logger, CustomerId customer);

    [LoggerMessage(EventId = 2, Level = LogLevel.Information, Message = "Answering operators on {Url}")]
    public static partial void AdminListens(ILogger logger, string url);

    [LoggerMessage(
        EventId = 3, Level = LogLevel.Warning,
        Message = "Operators are answered on {Url}, beyond this machine: who reads the network there reads their token (Fusion:Admin:Url, --admin)")]
    public static partial void AdminOpen(ILogger logger, string url);

    [LoggerMessage(EventId = 4, Level = LogLevel.Error, Message = "An operator's request failed: {Path}")]
    public static partial void AdminFailed(ILogger logger, Exception cause, PathString path);

    [LoggerMessage(EventId = 10, Level = LogLevel.Information, Message = "{Count} keys of the data folder's key ring are in the database now")]
    public static partial void KeysImported(ILogger logger, int count);

    [LoggerMessage(EventId = 11, Level = LogLevel.Information, Message = "User {Customer} of the data folder is in the database now")]
    public static partial void UserImported(ILogger logger, CustomerId customer);

    [LoggerMessage(
        EventId = 12, Level = LogLevel.Warning,
        Message = "User {Customer} of the data folder was not brought to the database, which has one of that name; that one's key counts")]
    public static partial void UserNotImported(ILogger logger, CustomerId customer);
}
