using Fusion.Contracts.Ids;

namespace Fusion.Node.Hosting;

/// <summary>Everything this project logs. Never a key.</summary>
internal static partial class NodeLog
{
    [LoggerMessage(
        EventId = 1, Level = LogLevel.Warning,
        Message = "User {Customer} keeps the key of the data folder; the configured one (Fusion:Users, --user) is another")]
    public static partial void UserKept(ILogger logger, CustomerId customer);
}
