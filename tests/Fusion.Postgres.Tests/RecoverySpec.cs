using Fusion.Campaign;
using Fusion.Client;
using Fusion.Client.Entities;

namespace Fusion.Postgres.Tests;

public sealed class RecoverySpec
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_killed_node_has_its_rows()
    {
        TestDatabase database = await TestDatabase.CreateAsync();
        await using ClusterNode node = ClusterNode.Alone(database.Address);
        using HttpClient http = new();
        FusionClient client = node.Client(http, Patience);
        await node.StartAsync();
        await client.CreateProjectAsync("rows");
        for (int number = 0; number < 150; number++) await client.LearnAsync("rows", Batch.Of(1, 1, number).ToFrame()); // a snapshot and more
        ProjectDigest before = await client.DigestAsync("rows");

        await node.KillAsync();
        await node.StartAsync();

        Assert.Equal(before, await client.DigestAsync("rows"));
        Assert.Equal(1L, await database.AskAsync<long>("SELECT COUNT(*) FROM snapshot WHERE persistence_id = 'cell-c1/rows'"));
    }

    [Fact]
    public async Task Two_writers_of_one_entity_are_kept_apart_by_a_unique_key()
    {
        TestDatabase database = await TestDatabase.CreateAsync();
        await using ClusterNode node = ClusterNode.Alone(database.Address);
        using HttpClient http = new();
        await node.StartAsync();
        await node.Client(http, Patience).CreateProjectAsync("rows");

        Assert.Equal(1L, await database.AskAsync<long>(
            "SELECT COUNT(*) FROM pg_indexes WHERE tablename = 'journal' AND indexdef LIKE '%UNIQUE%(persistence_id, sequence_number)'"));
    }

    [Fact]
    public async Task A_damaged_event_is_named_and_other_projects_are_served()
    {
        TestDatabase database = await TestDatabase.CreateAsync();
        await using ClusterNode node = ClusterNode.Alone(database.Address);
        using HttpClient http = new();
        FusionClient client = node.Client(http, Patience);
        await node.StartAsync();
        foreach (string pid in (string[])["whole", "hurt"])
        {
            await client.CreateProjectAsync(pid);
            await client.LearnAsync(pid, Batch.Of(1, 1, 1).ToFrame());
        }

        await node.KillAsync();
        Assert.Equal(1, await database.RunAsync(
            "UPDATE journal SET message = set_byte(message, 60, get_byte(message, 60) # 4) WHERE persistence_id = 'cell-c1/hurt' AND sequence_number = 2"));
        node.Launch();
        using CancellationTokenSource patience = new(Patience);
        string health;
        while (!(health = await node.HealthAsync(patience.Token)).StartsWith("Degraded", StringComparison.Ordinal)) await Task.Delay(50, patience.Token);

        const string Damage = "cell-c1/hurt: event 2 (cell.batches-committed.1) is damaged: its checksum does not match its bytes";
        Assert.Contains(Damage, health, StringComparison.Ordinal);
        Assert.Equal(Batch.Of(1, 1, 1).Rows.Count, (await client.DigestAsync("whole")).Rows);
        FusionApiException refused = await Assert.ThrowsAsync<FusionApiException>(() => client.DigestAsync("hurt"));
        Assert.Contains(Damage, refused.Message, StringComparison.Ordinal);
    }
}
