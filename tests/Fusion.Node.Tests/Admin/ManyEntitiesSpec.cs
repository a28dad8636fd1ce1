using System.Diagnostics;
using System.Text.Json;
using Fusion.Client;
using Fusion.Client.Entities;
using Fusion.Node.Admin;
using Fusion.Node.Admin.Views;
using Fusion.Node.Cli;
using Fusion.Node.Tests.Support;
using Xunit.Abstractions;

namespace Fusion.Node.Tests.Admin;

/// <summary>The verbs against a node with thousands of entities.</summary>
[Collection(ProcessWide.Name)]
public sealed class ManyEntitiesSpec(AdminNode node, ITestOutputHelper output) : IClassFixture<AdminNode>
{
    private const int Cells = 2_000, AtOnce = 16;
    private static readonly TimeSpan Quickly = TimeSpan.FromSeconds(5); // a twentieth of it on two quiet cores

    [Fact]
    public async Task Two_thousand_cells_are_counted_and_listed_as_many_as_are_wanted()
    {
        using HttpClient http = new();
        FusionClient client = new(http, node.Public, AdminNode.Customer, AdminNode.Key);
        await Parallel.ForAsync(0, Cells - 1, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (cell, stop) =>
        {
            await client.CreateProjectAsync($"tiny{cell}", cancellationToken: stop);
            await client.LearnAsync($"tiny{cell}", new Frame(["age"], ["C"], [["34"]]), cancellationToken: stop);
        });

        EntityListView few = await AskAsync<EntityListView>("cluster", "entities", "cell");
        EntityListView all = await AskAsync<EntityListView>("cluster", "entities", "cell", "--limit", "10000");
        StatusView status = await AskAsync<StatusView>("cluster", "status");
        List<ShardView> shards = await AskAsync<List<ShardView>>("cluster", "shards", "cell");

        Assert.Equal((Cells, 200), (few.Total, few.Entities.Count)); // with the cell of the fixture
        Assert.Equal((Cells, Cells), (all.Total, all.Entities.Select(cell => cell.Entity).Distinct().Count()));
        Assert.Equal(all.Entities.Take(few.Entities.Count), few.Entities);
        Assert.Equal(Cells - 1, all.Entities.Count(cell => cell is { Rows: 1, Note: null }));
        Assert.Equal(Cells, shards.Sum(shard => shard.Entities));
        int others = (await AskAsync<List<RegionView>>("cluster", "regions")).Where(region => region.Region != "cell").Sum(region => region.Entities ?? 0);
        Assert.Equal((Cells + others, 0), (status.Entities, status.Silent.Count));
        Assert.All(shards.GroupBy(shard => shard.Shard), shard => Assert.Single(shard));
    }

    private async Task<T> AskAsync<T>(params string[] verb)
    {
        var watch = Stopwatch.StartNew();
        (int code, string answer, string error) = await CapturedConsole.RunAsync([.. verb, "--json", "--data", node.Data]);
        output.WriteLine($"{string.Join(' ', verb)}: {watch.ElapsedMilliseconds} ms, {answer.Length} characters");
        Assert.Equal((ExitCode.Success, ""), (code, error));
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, Quickly);
        return JsonSerializer.Deserialize<T>(answer, AdminJson.Options)!;
    }
}
