using Fusion.Contracts.Ids;

namespace Fusion.Contracts.Protocols;

/// <summary>A message that sharding routes by its job.</summary>
public interface IJobMessage : IFusionMessage
{
    /// <summary>Whom the message is for or from.</summary>
    JobId JobId { get; }
}
