using Fusion.Campaign;

namespace Fusion.Postgres.Tests;

/// <summary>Who makes the tables, and when.</summary>
public sealed class TablesSpec
{
    private const string CountIndexes = "SELECT COUNT(*) FROM pg_indexes WHERE tablename IN ('journal', 'snapshot')";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Three_nodes_may_start_at_once_on_an_empty_database()
    {
        TestDatabase database = await TestDatabase.CreateAsync();
        ClusterNode[] nodes = ClusterNode.Cluster(database.Address, 3);
        await using ClusterNode first = nodes[0], second = nodes[1], third = nodes[2];
        using HttpClient http = new();

        foreach (ClusterNode node in nodes) node.Launch();
        foreach (ClusterNode node in nodes) await node.WaitUntilHealthyAsync();

        foreach (int number in (int[])[0, 1, 2])
        {
            await nodes[number].Client(http, Patience).CreateProjectAsync($"from{number}");
            await nodes[number].Client(http, Patience).LearnAsync($"from{number}", Batch.Of(1, number, 0).ToFrame());
        }

        Assert.Equal(7L, await database.AskAsync<long>(CountIndexes)); // five, and two primary keys
        Assert.All(nodes, node => Assert.DoesNotContain("initialize", node.Log, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Tables_that_a_node_left_half_made_are_made_whole_by_the_next_start()
    {
        TestDatabase database = await TestDatabase.CreateAsync();
        await using ClusterNode node = ClusterNode.Alone(database.Address);
        await node.StartAsync();
        await node.KillAsync();
        await database.RunAsync("ALTER TABLE journal DROP CONSTRAINT journal_uq");

        await node.StartAsync();

        Assert.Equal(7L, await database.AskAsync<long>(CountIndexes));
    }

    [Fact]
    public async Task A_start_on_tables_that_are_there_waits_for_no_reader_of_them()
    {
        TestDatabase database = await TestDatabase.CreateAsync();
        await using ClusterNode node = ClusterNode.Alone(database.Address);
        await node.StartAsync();
        await node.KillAsync();

        await using IAsyncDisposable reader = await database.ReadAsync("SELECT COUNT(*) FROM journal, snapshot");
        await node.StartAsync();
        using HttpClient http = new();
        await node.Client(http, Patience).CreateProjectAsync("rows");

        Assert.Equal(1L, await database.AskAsync<long>("SELECT COUNT(DISTINCT persistence_id) FROM journal WHERE persistence_id = 'customer-c1'"));
    }
}
