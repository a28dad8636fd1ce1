using Akka.Cluster.Sharding;
using Fusion.Actors.Jobs;
using Fusion.Contracts.Protocols;

namespace Fusion.Actors.Sharding;

/// <summary>Routes a message to the entity it names; the shard is a stable hash of the entity id.</summary>
internal sealed class EntityExtractor() : HashCodeMessageExtractor(Shards)
{
    /// <summary>
    /// Number of shards of every region, fixed for the life of a cluster: ten per node for the hundred nodes it is planned for,
    /// which is the usual advice; an idle shard costs a map entry.
    /// </summary>
    private const int Shards = 1_000;

    /// <inheritdoc/>
    public override string EntityId(object message) => IdOf(message)!; // Akka's contract: null leaves the message unhandled

    /// <summary>The entity that a message is for; null when it is for none.</summary>
    public static string? IdOf(object message) => message switch
    {
        IProjectMessage to => to.ProjectId.EntityId,
        ICustomerMessage to => to.CustomerId.Value,
        IJobMessage to => to.JobId.EntityId,
        IJobNumberMessage => JobNumberActor.EntityName,
        ParcelProtocol.Parcel parcel => parcel.EntityId,
        _ => null,
    };
}
