using Fusion.Campaign;
using Fusion.Client;
using Fusion.Client.Entities;

namespace Fusion.Postgres.Tests;

/// <summary>Users and secrets of a cluster as its callers see them.</summary>
public sealed class SharedUsersSpec
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Who_is_added_by_the_command_line_is_known_to_every_node_at_once_and_who_is_removed_to_none()
    {
        TestDatabase database = await TestDatabase.CreateAsync();
        ClusterNode[] nodes = ClusterNode.Cluster(database.Address, 2);
        await using ClusterNode first = nodes[0], second = nodes[1];
        using HttpClient http = new();
        await first.StartAsync();
        await second.StartAsync();
        FusionClientOptions once = new() { MaxAttempts = 1 };
        FusionClient[] bobs = [.. nodes.Select(node => new FusionClient(http, node.Address, "bob", ClusterNode.Key, once))];
        foreach (FusionClient bob in bobs) await Assert.ThrowsAsync<FusionApiException>(() => bob.ListProjectsAsync());

        (int code, string output, string error) = await FusionCli.RunAsync("user", "add", "bob", "--key", ClusterNode.Key, "--db", database.Address);

        Assert.Equal((0, ""), (code, error));
        Assert.Contains("\ndb    PostgreSQL at ", output, StringComparison.Ordinal);
        foreach (FusionClient bob in bobs) Assert.Empty(await bob.ListProjectsAsync());
        Assert.Equal(
            ["bob", ClusterNode.Customer],
            (await FusionCli.RunAsync("user", "list", "--db", database.Address)).Output
                .Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\t')[0]));
        Assert.Equal((0, "", ""), await FusionCli.RunAsync("user", "remove", "bob", "--db", database.Address));
        foreach (FusionClient bob in bobs) await Assert.ThrowsAsync<FusionApiException>(() => bob.ListProjectsAsync());
    }

    [Fact]
    public async Task Who_was_added_to_a_data_folder_before_is_known_to_its_node_and_to_others()
    {
        TestDatabase database = await TestDatabase.CreateAsync();
        DirectoryInfo folder = Directory.CreateTempSubdirectory("fusion-import-");
        Assert.Equal(0, (await FusionCli.RunAsync("user", "add", "bob", "--key", ClusterNode.Key, "--data", folder.FullName)).Code);
        await using ClusterNode importing = ClusterNode.Alone(database.Address, folder.FullName), other = ClusterNode.Alone(database.Address);
        using HttpClient http = new();

        await importing.StartAsync();
        Assert.Contains("User bob of the data folder is in the database now", importing.Log, StringComparison.Ordinal);
        await importing.KillAsync();
        await other.StartAsync();

        Assert.Empty(await new FusionClient(http, other.Address, "bob", ClusterNode.Key).ListProjectsAsync());
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Fusions_made_through_a_node_answer_after_its_death_and_those_of_nodes_that_began_at_once_from_either()
    {
        const int Hubs = 6; // all of them where they were made is once in 64 runs, and only then is nothing shown
        TestDatabase database = await TestDatabase.CreateAsync();
        ClusterNode[] nodes = ClusterNode.Cluster(database.Address, 2);
        await using ClusterNode staying = nodes[0], leaving = nodes[1];
        using HttpClient http = new();
        FusionClient stays = staying.Client(http, Patience), leaves = leaving.Client(http, Patience), hurried = staying.Client(http, Timeout);
        foreach (ClusterNode node in nodes) node.Launch();
        foreach (ClusterNode node in nodes) await node.WaitUntilHealthyAsync();
        await stays.CreateProjectAsync("cell");
        await stays.LearnAsync("cell", Batch.Of(1, 1, 0).ToFrame());
        FusionCell cell = new(staying.Address.ToString(), ClusterNode.Customer, ClusterNode.Key, "cell");
        for (int hub = 0; hub < Hubs; hub++)
        {
            await leaves.CreateFusionAsync($"left{hub}", [cell]);
            await stays.CreateFusionAsync($"stayed{hub}", [cell]);
        }

        ProjectDigest rows = await stays.DigestAsync("cell");
        foreach (string hub in Names()) Assert.Equal((rows, ""), await AskAsync(stays, hub));

        await leaving.KillAsync();

        foreach (string hub in Names())
        {
            await Patiently.RunAsync(() => hurried.DigestAsync(hub), Patience, IsPassing);
            Assert.Equal((rows, ""), await AskAsync(stays, hub));
        }

        static IEnumerable<string> Names() => Enumerable.Range(0, Hubs).SelectMany(hub => (string[])[$"left{hub}", $"stayed{hub}"]);
    }

    /// <summary>The cluster needs a while to see that a node is gone, and its projects to begin elsewhere.</summary>
    private static bool IsPassing(Exception cause) => cause is OperationCanceledException or FusionApiException { StatusCode: 503 };

    private static async Task<(ProjectDigest Digest, string Error)> AskAsync(FusionClient client, string hub) =>
        (await client.DigestAsync(hub), (await client.ProjectInfoAsync(hub)).Params.GetValueOrDefault("fusion_fetch_error", ""));
}
