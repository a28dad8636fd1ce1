using Fusion.Contracts.Ids;

namespace Fusion.Contracts.Protocols;

/// <summary>A message that sharding routes by its project.</summary>
public interface IProjectMessage : IFusionMessage
{
    /// <summary>Whom the message is for or from.</summary>
    ProjectId ProjectId { get; }
}
