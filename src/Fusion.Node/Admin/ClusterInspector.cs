using System.Collections.Immutable;
using System.Reflection;
using Akka.Actor;
using Akka.Cluster;
using Fusion.Node.Admin.Views;

namespace Fusion.Node.Admin;

/// <summary>Shows the cluster as this node sees it, and asks members to go.</summary>
internal sealed class ClusterInspector(ActorSystem system, ShardSurvey survey)
{
    /// <summary>The cluster at a glance.</summary>
    public async Task<StatusView> StatusAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<NodeShards> shards = await survey.RunAsync(region: null, cancellationToken);
        Cluster cluster = Cluster.Get(system);
        ClusterEvent.CurrentClusterState state = cluster.State;
        return new StatusView(
            cluster.SelfAddress.ToString(),
            Text(cluster.SelfMember.Status),
            typeof(ClusterInspector).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion,
            DateTimeOffset.UtcNow - system.Uptime,
            state.Leader?.ToString(),
            state.Members.GroupBy(member => Text(member.Status)).ToImmutableSortedDictionary(group => group.Key, group => group.Count()),
            [.. state.Unreachable.Select(member => member.Address.ToString()).Order(StringComparer.Ordinal)],
            state.Members.Count(member => !state.SeenBy.Contains(member.Address)),
            survey.Regions.Length,
            shards.Sum(part => part.Count ?? 0),
            shards.Sum(part => part.Entities ?? 0),
            [.. shards.Where(part => part.Shards is null).Select(part => part.Node.ToString()).Distinct().Order(StringComparer.Ordinal)]);
    }

    /// <summary>The members, by address.</summary>
    public async Task<IReadOnlyList<MemberView>> MembersAsync(CancellationToken cancellationToken)
    {
        ILookup<Address, NodeShards> shards = (await survey.RunAsync(region: null, cancellationToken)).ToLookup(part => part.Node);
        Cluster cluster = Cluster.Get(system);
        ImmutableDictionary<UniqueAddress, ImmutableHashSet<UniqueAddress>> observers = ClusterInternals.Observers(cluster);
        ClusterEvent.CurrentClusterState state = cluster.State;
        return
        [
            .. state.Members.Select(member => new MemberView(
                member.Address.ToString(),
                member.Address == cluster.SelfAddress,
                member.Address == state.Leader,
                [.. member.Roles.Order(StringComparer.Ordinal)],
                Text(member.Status),
                [.. observers.GetValueOrDefault(member.UniqueAddress, []).Select(observer => observer.Address.ToString()).Order(StringComparer.Ordinal)],
                ClusterInternals.UpNumber(member) is var number and < int.MaxValue ? number : null,
                Sum(shards[member.Address], part => part.Count),
                Sum(shards[member.Address], part => part.Entities))),
        ];
    }

    /// <summary>The regions' parts on the nodes.</summary>
    public async Task<IReadOnlyList<RegionView>> RegionsAsync(CancellationToken cancellationToken) =>
    [
        .. (await survey.RunAsync(region: null, cancellationToken)).Select(part => new RegionView(part.Region, part.Node.ToString(), part.Count, part.Entities)),
    ];

    /// <summary>The shards of a region, or of all, by region and id.</summary>
    public async Task<IReadOnlyList<ShardView>> ShardsAsync(string? region, CancellationToken cancellationToken) =>
    [
        .. from part in await survey.RunAsync(region, cancellationToken)
           from shard in part.Shards ?? ImmutableDictionary<string, int>.Empty
           orderby part.Region, shard.Key.Length, shard.Key
           select new ShardView(part.Region, shard.Key, part.Node.ToString(), shard.Value),
    ];

    /// <summary>Asks a member to hand its entities over and go.</summary>
    /// <exception cref="AdminException">There is no such member.</exception>
    public ChangeView Leave(string address)
    {
        Address member = Find(address);
        Cluster.Get(system).Leave(member);
        return new ChangeView("leave", member.ToString());
    }

    /// <summary>Declares a member dead: others take its entities over at once, so it must be dead, or hear of it.</summary>
    /// <exception cref="AdminException">There is no such member.</exception>
    public ChangeView Down(string address)
    {
        Address member = Find(address);
        Cluster.Get(system).Down(member);
        return new ChangeView("down", member.ToString());
    }

    private Address Find(string address)
    {
        Address[] members = [.. Cluster.Get(system).State.Members.Select(member => member.Address)];
        return Array.Find(members, member => IsAddressOf(address, member))
            ?? throw new AdminException(
                StatusCodes.Status404NotFound, $"No member has the address [{address}]; the members are {string.Join<Address>(", ", members)}");
    }

    /// <summary>Names of hosts are the same in capitals.</summary>
    private static bool IsAddressOf(string text, Address member) =>
        string.Equals(text, member.ToString(), StringComparison.OrdinalIgnoreCase)
        || string.Equals(text, FormattableString.Invariant($"{member.Host}:{member.Port}"), StringComparison.OrdinalIgnoreCase);

    private static string Text(MemberStatus status) => status.ToString();

    private static int? Sum(IEnumerable<NodeShards> parts, Func<NodeShards, int?> count)
    {
        int?[] counts = [.. parts.Select(count)];
        return counts.Length == 0 || Array.Exists(counts, one => one is null) ? null : counts.Sum();
    }
}
