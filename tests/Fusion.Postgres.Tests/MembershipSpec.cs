using System.Text.Json;
using Fusion.Campaign;

namespace Fusion.Postgres.Tests;

/// <summary>Nodes of one process join, leave and crash under load: afterwards every acknowledged row counts once and each entity is alive once.</summary>
public sealed class MembershipSpec
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public Task A_node_that_joins_takes_shards_over() => RunAsync(1, async nodes =>
    {
        await nodes[1].StartAsync();
        await nodes[2].StartAsync();
        using CancellationTokenSource patience = new(Patience);
        while (!(await EntitiesAsync(nodes[0])).Any(entity => entity.Region == "cell" && entity.Node != nodes[0].Member))
            patience.Token.ThrowIfCancellationRequested();
        return nodes;
    });

    [Fact]
    public Task A_node_that_leaves_hands_its_cells_over() => RunAsync(3, async nodes =>
    {
        NodeInProcess holder = await HolderAsync(nodes);
        await holder.LeaveAsync();
        return [.. nodes.Where(node => node != holder)];
    });

    [Fact]
    public Task A_node_that_crashes_with_cells_in_it_is_replaced() => RunAsync(3, async nodes =>
    {
        NodeInProcess holder = await HolderAsync(nodes);
        await holder.CrashAsync();
        return [.. nodes.Where(node => node != holder)];
    });

    [Fact]
    public Task A_crash_of_the_coordinators_node_is_survived() => RunAsync(3, async nodes =>
    {
        JsonElement[] members = [.. (await AskAsync(nodes[0], "cluster", "members", "--json")).EnumerateArray()];
        JsonElement oldest = members.MinBy(member => member.GetProperty("upNumber").GetInt32());
        Assert.Equal(nodes[0].Member, oldest.GetProperty("address").GetString());
        await nodes[0].CrashAsync();
        return nodes[1..];
    });

    /// <summary>Starts some of three nodes, lets something happen to them under load, and compares.</summary>
    /// <param name="started">How many start at once.</param>
    /// <param name="strike">What happens; gives the nodes that are members afterwards.</param>
    private static async Task RunAsync(int started, Func<NodeInProcess[], Task<NodeInProcess[]>> strike)
    {
        TestDatabase database = await TestDatabase.CreateAsync();
        NodeInProcess[] nodes = NodeInProcess.Cluster(database.Address, 3);
        await using NodeInProcess first = nodes[0], second = nodes[1], third = nodes[2];
        foreach (NodeInProcess node in nodes[..started]) await node.StartAsync();
        using Load load = new([.. nodes.Select(node => node.Url)], seed: 29);
        await load.StartAsync();
        await load.EachIsAcknowledgedAsync(more: 2);

        NodeInProcess[] left = await strike(nodes);
        await load.EachIsAcknowledgedAsync(more: 5);

        Assert.Empty(await load.EndAsync(left[0].Url));
        (_, string entities, _) = await FusionCli.RunAsync([.. EntityList.Verb, "--data", left[^1].Data]);
        Assert.Empty(EntityList.AliveTwice(entities));
        string[] cells = [.. EntityList.Read(entities).Where(entity => entity.Region == "cell").Select(entity => entity.Entity).Order(StringComparer.Ordinal)];
        Assert.Equal(Load.Cells.Select(cell => $"{ClusterNode.Customer}/{cell}"), cells);
        Assert.All(EntityList.Read(entities), entity => Assert.Contains(entity.Node, left.Select(node => node.Member)));
    }

    /// <summary>A node with a cell in it that is not the oldest.</summary>
    private static async Task<NodeInProcess> HolderAsync(NodeInProcess[] nodes)
    {
        (string Region, string Entity, string Node)[] entities = await EntitiesAsync(nodes[0]);
        return nodes[1..].First(node => entities.Any(entity => entity.Region == "cell" && entity.Node == node.Member));
    }

    private static async Task<(string Region, string Entity, string Node)[]> EntitiesAsync(NodeInProcess node) =>
        [.. EntityList.Read((await AskAsync(node, [.. EntityList.Verb])).GetRawText())];

    private static async Task<JsonElement> AskAsync(NodeInProcess node, params string[] verb)
    {
        (int code, string output, string error) = await FusionCli.RunAsync([.. verb, "--data", node.Data]);
        Assert.True(code == 0, error);
        return JsonSerializer.Deserialize<JsonElement>(output);
    }
}
