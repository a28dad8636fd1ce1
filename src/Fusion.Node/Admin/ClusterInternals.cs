using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Akka.Cluster;

namespace Fusion.Node.Admin;

/// <summary>
/// What members of a cluster know and Akka shows to nobody, read in place. The Akka packages stay at one version; should a later one have moved these, the
/// first test that lists members says so.
/// </summary>
internal static class ClusterInternals
{
    private const string ReadViewType = "Akka.Cluster.ClusterReadView, Akka.Cluster", ReachabilityType = "Akka.Cluster.Reachability, Akka.Cluster";

    /// <summary>The how-manieth member that came up this one is; <see cref="int.MaxValue"/> before it is up.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_UpNumber")]
    public static extern int UpNumber(Member member);

    /// <summary>The members that do not hear from others, by those they do not hear from, as gossip tells the asked node.</summary>
    public static ImmutableDictionary<UniqueAddress, ImmutableHashSet<UniqueAddress>> Observers(Cluster cluster) =>
        ObserversGroupedByUnreachable(Reachability(ReadView(cluster)));

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_ReadView")]
    [return: UnsafeAccessorType(ReadViewType)]
    private static extern object ReadView(Cluster cluster);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_Reachability")]
    [return: UnsafeAccessorType(ReachabilityType)]
    private static extern object Reachability([UnsafeAccessorType(ReadViewType)] object view);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_ObserversGroupedByUnreachable")]
    private static extern ImmutableDictionary<UniqueAddress, ImmutableHashSet<UniqueAddress>> ObserversGroupedByUnreachable(
        [UnsafeAccessorType(ReachabilityType)] object reachability);
}
