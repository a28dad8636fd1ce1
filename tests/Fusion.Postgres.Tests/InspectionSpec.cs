using System.Text.Json;
using Fusion.Campaign;
using Fusion.Client;

namespace Fusion.Postgres.Tests;

/// <summary><c>fusion cluster</c> from the shell against nodes that are processes of their own.</summary>
public sealed class InspectionSpec
{
    private const int Cells = 8; // all of them on one node is once in 128 runs, and then the other shows none
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task A_member_that_is_asked_to_leave_goes_and_its_entities_live_on()
    {
        TestDatabase database = await TestDatabase.CreateAsync();
        ClusterNode[] nodes = ClusterNode.Cluster(database.Address, 2);
        await using ClusterNode staying = nodes[0], leaving = nodes[1];
        await staying.StartAsync();
        await leaving.StartAsync();
        using HttpClient http = new();
        FusionClient client = staying.Client(http, Patience);
        for (int cell = 0; cell < Cells; cell++)
        {
            await client.CreateProjectAsync($"cell{cell}");
            await client.LearnAsync($"cell{cell}", Batch.Of(1, cell, 0).ToFrame());
        }

        JsonElement[] members = await ListAsync(staying, "cluster", "members");
        JsonElement[] entities = [.. (await AskAsync(staying, "cluster", "entities", "cell")).GetProperty("entities").EnumerateArray()];
        JsonElement[] asOthersSee = await ListAsync(leaving, "cluster", "members");

        Assert.Equal(["Up", "Up"], members.Select(member => member.GetProperty("status").GetString()));
        Assert.Equal([1, 2], members.Select(member => member.GetProperty("upNumber").GetInt32()).Order());
        Assert.Equal(members.Select(AddressOf), asOthersSee.Select(AddressOf));
        Assert.NotEqual(Array.FindIndex(members, IsAsked), Array.FindIndex(asOthersSee, IsAsked));
        Assert.Equal(Enumerable.Range(0, Cells).Select(cell => $"c1/cell{cell}"), entities.Select(cell => cell.GetProperty("entity").GetString()!).Order());
        Assert.All(entities, cell => Assert.True(cell.GetProperty("rows").GetInt64() > 0));
        Assert.Equal(2, entities.Select(cell => cell.GetProperty("node").GetString()).Distinct().Count());

        string gone = AddressOf(asOthersSee.Single(IsAsked));
        (int code, string said) = await staying.RunAsync("cluster", "leave", gone);
        Assert.Equal((0, $"leave asked of {gone}\n"), (code, said));

        using CancellationTokenSource patience = new(Patience);
        await leaving.WaitForExitAsync(patience.Token);
        while ((await ListAsync(staying, "cluster", "members")).Length > 1) await Task.Delay(100, patience.Token);
        for (int cell = 0; cell < Cells; cell++)
            Assert.Equal(Batch.Of(1, cell, 0).Rows.Count, (await client.DigestAsync($"cell{cell}")).Rows);
        JsonElement moved = await AskAsync(staying, "cell", "c1/cell0");
        Assert.NotEqual(gone, moved.GetProperty("standing").GetProperty("node").GetString());
    }

    [Fact]
    public async Task A_killed_member_is_shown_with_those_who_miss_it_until_it_is_downed()
    {
        TestDatabase database = await TestDatabase.CreateAsync();
        ClusterNode[] nodes = ClusterNode.Cluster(database.Address, 2);
        await using ClusterNode staying = nodes[0], killed = nodes[1];
        await staying.StartAsync();
        await killed.StartAsync();
        string address = AddressOf((await ListAsync(killed, "cluster", "members")).Single(IsAsked));
        await killed.KillAsync();

        using CancellationTokenSource patience = new(Patience);
        JsonElement member;
        do
        {
            member = (await ListAsync(staying, "cluster", "members")).SingleOrDefault(one => AddressOf(one) == address);
            patience.Token.ThrowIfCancellationRequested();
        }
        while (member.ValueKind == JsonValueKind.Object && member.GetProperty("unreachableBy").GetArrayLength() == 0);
        if (member.ValueKind == JsonValueKind.Object) // not removed already, on a machine that was busy for so long
        {
            Assert.NotEqual(address, member.GetProperty("unreachableBy")[0].GetString());
            Assert.Equal(JsonValueKind.Null, member.GetProperty("shards").ValueKind);
            await staying.RunAsync("cluster", "down", address);
        }

        while ((await ListAsync(staying, "cluster", "members")).Length > 1) patience.Token.ThrowIfCancellationRequested();
    }

    private static string AddressOf(JsonElement member) => member.GetProperty("address").GetString()!;

    private static bool IsAsked(JsonElement member) => member.GetProperty("isAsked").GetBoolean();

    private static async Task<JsonElement[]> ListAsync(ClusterNode node, params string[] verb) => [.. (await AskAsync(node, verb)).EnumerateArray()];

    private static async Task<JsonElement> AskAsync(ClusterNode node, params string[] verb)
    {
        (int code, string output) = await node.RunAsync([.. verb, "--json"]);
        Assert.Equal(0, code);
        return JsonSerializer.Deserialize<JsonElement>(output);
    }
}
