using Fusion.Campaign;

namespace Fusion.Postgres.Tests;

/// <summary>How a node comes to the others.</summary>
public sealed class JoinSpec
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_node_that_finds_no_member_says_so_waits_for_the_first_seed_and_joins_it()
    {
        TestDatabase database = await TestDatabase.CreateAsync();
        ClusterNode[] nodes = ClusterNode.Cluster(database.Address, 2);
        await using ClusterNode first = nodes[0], early = nodes[1];
        early.Launch();
        await WaitForComplaintAsync(early);

        await first.StartAsync();
        await early.WaitUntilHealthyAsync();

        using HttpClient http = new();
        await first.Client(http, Patience).CreateProjectAsync("rows");
        Assert.Equal(["rows"], await early.Client(http, Patience).ListProjectsAsync());
    }

    [Fact]
    public async Task A_node_that_finds_no_member_ends_when_it_is_told()
    {
        TestDatabase database = await TestDatabase.CreateAsync();
        ClusterNode[] nodes = ClusterNode.Cluster(database.Address, 2);
        await using ClusterNode never = nodes[0], early = nodes[1];
        early.Launch();
        await WaitForComplaintAsync(early);
        using CancellationTokenSource patience = new(Patience);

        await early.EndAsync(patience.Token);

        Assert.Equal(0, early.ExitCode);
    }

    private static async Task WaitForComplaintAsync(ClusterNode node)
    {
        using CancellationTokenSource patience = new(Patience);
        while (!node.Log.Contains("No member answers at akka.tcp://fusion@127.0.0.1:", StringComparison.Ordinal)) await Task.Delay(50, patience.Token);
        Assert.NotEqual("Healthy", await node.HealthAsync(patience.Token));
    }
}
