using System.Collections.Immutable;
using Fusion.Contracts.Ids;
using Fusion.Contracts.Projects;

namespace Fusion.Contracts.Protocols;

/// <summary>What an operator asks. Nothing is refreshed or changed for it.</summary>
public static class InspectionProtocol
{
    /// <summary>Name, among the actors of each node, of the one that answers <see cref="ListEntities"/>.</summary>
    public const string ActorName = "inspection";

    /// <summary>Asks a node which entities of a region it has in memory.</summary>
    /// <param name="Region">Name of the region.</param>
    /// <param name="Shard">The only shard wanted; null for all.</param>
    /// <param name="Limit">Most entities wanted.</param>
    public sealed record ListEntities(string Region, string? Shard, int Limit) : IFusionMessage;

    /// <summary>Answers <see cref="ListEntities"/>: the first by shard and id, as many as are wanted.</summary>
    public sealed record EntitiesListed(ImmutableArray<ShardEntities> Shards) : IReply;

    /// <summary>Entities of one shard.</summary>
    /// <param name="Shard">Id of the shard.</param>
    /// <param name="Entities">Their ids, in order.</param>
    public sealed record ShardEntities(string Shard, ImmutableArray<string> Entities);

    /// <summary>Asks a project where and how it is.</summary>
    /// <param name="ProjectId">The project.</param>
    /// <param name="WithDigest">Whether the digest is wanted, which takes time for large statistics; of a fusion as of its last refresh.</param>
    public sealed record DescribeProject(ProjectId ProjectId, bool WithDigest = false) : ProjectProtocol.IQuery;

    /// <summary>Answers <see cref="DescribeProject"/>.</summary>
    public sealed record ProjectDescribed(ProjectId ProjectId, ProjectStanding Standing) : IReply;
}
