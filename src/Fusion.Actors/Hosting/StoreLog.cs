using Fusion.Actors.Storage;
using Microsoft.Extensions.Logging;

namespace Fusion.Actors.Hosting;

/// <summary>What the start logs of the store.</summary>
internal static partial class StoreLog
{
    [LoggerMessage(EventId = 20, Level = LogLevel.Critical, Message = "The store is damaged and no project is served: {Finding}")]
    public static partial void StoreDamaged(ILogger logger, string finding);

    [LoggerMessage(EventId = 21, Level = LogLevel.Critical, Message = "Damaged in the store and not served: {Damage}")]
    public static partial void EntityDamaged(ILogger logger, Damage damage);
}
