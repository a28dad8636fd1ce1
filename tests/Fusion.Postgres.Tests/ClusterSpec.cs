using System.Globalization;
using System.Text.Json;
using Fusion.Campaign;
using Fusion.Client;
using Fusion.Client.Entities;
using Xunit.Abstractions;

namespace Fusion.Postgres.Tests;

/// <summary>Short forms of the campaigns: what they can't do with a file as store.</summary>
public sealed class ClusterSpec(ITestOutputHelper output)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public Task Five_kills_lose_no_row_and_count_none_twice() => RunAsync(new CampaignOptions(Strikes: 5, Seed: 11));

    [Fact]
    public async Task Cells_move_from_a_killed_node_to_another_with_all_their_rows()
    {
        const int Cells = 8; // all of them on one node is once in 128 runs, and only then is nothing shown
        TestDatabase database = await TestDatabase.CreateAsync();
        ClusterNode[] nodes = ClusterNode.Cluster(database.Address, 2);
        await using ClusterNode staying = nodes[0], leaving = nodes[1];
        using HttpClient http = new();
        FusionClient client = staying.Client(http, Patience), hurried = staying.Client(http, Timeout);
        await staying.StartAsync();
        await leaving.StartAsync();
        for (int cell = 0; cell < Cells; cell++)
        {
            await client.CreateProjectAsync($"cell{cell}");
            await client.LearnAsync($"cell{cell}", Batch.Of(1, cell, 0).ToFrame());
        }

        await leaving.KillAsync();

        for (int cell = 0; cell < Cells; cell++)
        {
            await Patiently.RunAsync(() => hurried.LearnAsync($"cell{cell}", Batch.Of(1, cell, 1).ToFrame(), "second"), Patience, IsPassing);
            Assert.Equal(Batch.Of(1, cell, 0).Rows.Count + Batch.Of(1, cell, 1).Rows.Count, (await client.DigestAsync($"cell{cell}")).Rows);
        }

        Assert.InRange(
            await database.AskAsync<long>(
                "SELECT COUNT(*) FROM (SELECT 1 FROM journal WHERE persistence_id LIKE 'cell-%' GROUP BY persistence_id HAVING COUNT(DISTINCT writer_uuid) > 1) moved"),
            1,
            Cells);
    }

    [Fact]
    public async Task A_crash_of_the_coordinators_node_under_load_loses_no_row_and_counts_none_twice()
    {
        TestDatabase database = await TestDatabase.CreateAsync();
        ClusterNode[] nodes = ClusterNode.Cluster(database.Address, 3);
        await using ClusterNode oldest = nodes[0], second = nodes[1], third = nodes[2];
        foreach (ClusterNode node in nodes) await node.StartAsync();
        (_, string members) = await oldest.RunAsync("cluster", "members", "--json");
        JsonElement asked = JsonSerializer.Deserialize<JsonElement>(members).EnumerateArray().Single(member => member.GetProperty("isAsked").GetBoolean());
        Assert.Equal(1, asked.GetProperty("upNumber").GetInt32()); // where the shards' coordinator runs
        using Load load = new([.. nodes.Select(node => node.Address)], seed: 23);
        await load.StartAsync();
        await load.EachIsAcknowledgedAsync(more: 3);

        await oldest.KillAsync();
        await load.EachIsAcknowledgedAsync(more: 5);

        Assert.Empty(await load.EndAsync(second.Address));
        (int code, string entities) = await third.RunAsync([.. EntityList.Verb]);
        Assert.Equal(0, code);
        Assert.Empty(EntityList.AliveTwice(entities));
        Assert.Equal(Load.Cells.Count, EntityList.Read(entities).Count(entity => entity.Region == "cell"));
    }

    [Fact]
    public async Task Large_states_pass_between_nodes_and_a_fusion_of_them_is_the_pool()
    {
        const int Cells = 6, Rows = 300, Columns = 300; // sums of 700 kB, rows of 800 kB: neither fits a frame
        TestDatabase database = await TestDatabase.CreateAsync();
        ClusterNode[] nodes = ClusterNode.Cluster(database.Address, 2);
        await using ClusterNode first = nodes[0], second = nodes[1];
        using HttpClient http = new();
        FusionClient[] clients = [first.Client(http, Patience), second.Client(http, Patience)];
        await first.StartAsync();
        await second.StartAsync();
        await clients[0].CreateProjectAsync("pool");
        for (int cell = 0; cell < Cells; cell++)
        {
            Frame rows = Wide(cell, Rows, Columns);
            await clients[0].CreateProjectAsync($"cell{cell}");
            await clients[cell % 2].LearnAsync($"cell{cell}", rows);
            await clients[(cell + 1) % 2].LearnAsync("pool", rows);
        }

        await clients[1].CreateFusionAsync("hub", [.. Enumerable.Range(0, Cells).Select(cell => Cell(first, $"cell{cell}"))]);

        ProjectDigest hub = await clients[1].DigestAsync("hub"), pool = await clients[0].DigestAsync("pool");
        Assert.Equal("", (await clients[1].ProjectInfoAsync("hub")).Params.GetValueOrDefault("fusion_fetch_error", ""));
        Assert.Equal(Cells * Rows, hub.Rows);
        Assert.Equal(pool, hub);
    }

    [Fact]
    public Task A_node_frozen_until_it_is_downed_and_woken_loses_no_row_and_counts_none_twice() =>
        RunAsync(new CampaignOptions(Strikes: 1, Seed: 13, Nodes: 3, Kinds: [Strike.Freeze]));

    [Fact]
    public Task A_node_cut_off_until_both_sides_have_decided_loses_no_row_and_counts_none_twice() =>
        RunAsync(new CampaignOptions(Strikes: 1, Seed: 3, Nodes: 3, Kinds: [Strike.Cut]));

    [Fact]
    public Task Nodes_that_leave_and_return_or_are_lost_for_a_moment_lose_no_row_and_count_none_twice() =>
        RunAsync(new CampaignOptions(Strikes: 4, Seed: 17, Nodes: 3, Kinds: [Strike.Leave, Strike.Pause, Strike.Blink]));

    /// <summary>The cluster needs a while to see that a node is gone, and its projects to begin elsewhere.</summary>
    private static bool IsPassing(Exception cause) => cause is OperationCanceledException or FusionApiException { StatusCode: 503 };

    private static FusionCell Cell(ClusterNode node, string pid) =>
        new(node.Address.ToString(), ClusterNode.Customer, ClusterNode.Key, pid);

    private static Frame Wide(int seed, int rows, int columns)
    {
        var random = new Random(seed);
        string[] names = [.. Enumerable.Range(0, columns).Select(column => $"x{column}")];
        return new Frame(
            names,
            [.. names.Select(_ => "C")],
            [.. Enumerable.Range(0, rows).Select(_ => names.Select(_ => random.Next(1_000_000).ToString(CultureInfo.InvariantCulture)).ToArray())]);
    }

    private async Task RunAsync(CampaignOptions options)
    {
        TestDatabase database = await TestDatabase.CreateAsync();

        CampaignResult result = await CrashCampaign.RunAsync(options with { Db = database.Address }, output.WriteLine);

        output.WriteLine(result.ToString());
        Assert.Empty(result.Faults);
        Assert.True(result.Batches > 0);
    }
}
