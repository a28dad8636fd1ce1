using Fusion.Contracts.Ids;

namespace Fusion.Contracts.Protocols;

/// <summary>A message that sharding routes by its customer.</summary>
public interface ICustomerMessage : IFusionMessage
{
    /// <summary>Whom the message is for or from.</summary>
    CustomerId CustomerId { get; }
}
