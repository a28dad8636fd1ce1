namespace Fusion.Contracts.Protocols;

/// <summary>
/// What a node asks the others before it joins them: rows of one cluster are in one store, or a project that moves to another node would begin anew.
/// </summary>
public static class MembershipProtocol
{
    /// <summary>Name, among the actors of each node, of the one that answers <see cref="GetStore"/>.</summary>
    public const string ActorName = "membership";

    /// <summary>Asks a node where it keeps journal and snapshots.</summary>
    public sealed record GetStore : IFusionMessage;

    /// <summary>Answers <see cref="GetStore"/>.</summary>
    /// <param name="Identity">The same for all who have this store, whatever name they reach it by, and for nobody else.</param>
    /// <param name="Store">The store as its node names it; no password.</param>
    /// <param name="IsMember">Whether the node is in a cluster.</param>
    public sealed record StoreFound(string Identity, string Store, bool IsMember) : IReply;
}
