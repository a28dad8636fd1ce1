using System.Collections.Concurrent;
using Fusion.Client;
using Fusion.Client.Entities;
using Fusion.Cluster.Tests.Support;

namespace Fusion.Cluster.Tests;

public sealed class KilledNodeSpec
{
    private static readonly MlContext Discriminant = new()
    {
        TargetAttributeNames = ["Iris_versicolor"],
        InputAttributeNames = ["sepal_length", "sepal_width", "petal_length", "petal_width"],
    };

    [Fact]
    public async Task A_killed_node_has_every_acknowledged_row_and_counts_a_repeated_batch_once()
    {
        const int Batches = 200, Senders = 8;
        await using NodeProcess node = await NodeProcess.StartAsync();
        FusionClient client = node.Client();
        await client.CreateProjectAsync("rows");
        ConcurrentBag<int> acknowledged = [];

        Task senders = Task.WhenAll(Enumerable.Range(0, Senders).Select(async sender =>
        {
            for (int batch = sender; batch < Batches; batch += Senders)
            {
                if (!await TryLearnAsync(client, batch)) return;
                acknowledged.Add(batch);
                if (acknowledged.Count == Batches / 2) await node.KillAsync();
            }
        }));
        await senders;
        await node.StartAsync();

        Assert.InRange(acknowledged.Count, Batches / 2, Batches - 1);
        for (int batch = 0; batch < Batches; batch++) await client.LearnAsync("rows", Batch(batch), $"batch-{batch}");
        await client.CreateProjectAsync("reference");
        await client.LearnAsync("reference", new Frame(["x", "y"], ["C", "C"], [.. Enumerable.Range(0, Batches).SelectMany(batch => Batch(batch).Rows)]));
        Assert.Equal(await client.DigestAsync("reference"), await client.DigestAsync("rows"));
    }

    [Fact]
    public async Task A_killed_node_has_its_projects_models_and_users()
    {
        await using NodeProcess node = await NodeProcess.StartAsync();
        FusionClient client = node.Client();
        await client.CreateProjectAsync("iris");
        await client.LearnAsync("iris", Iris.All);
        await client.WaitForJobAsync(await client.BuildAsync("iris", "versicolor", "lda", Discriminant));
        await client.CreateFusionAsync("fused", [new FusionCell(node.Address.ToString(), NodeProcess.Customer, NodeProcess.Key, "iris")]);
        await NodeProcess.RunAsync("user", "add", "c2", "--key", "EBESExQVFhcYGRobHB0eHw==", "--data", node.DataFolder);
        await node.Client("c2", "EBESExQVFhcYGRobHB0eHw==").CreateProjectAsync("other");
        ProjectDigest digest = await client.DigestAsync("iris");
        IReadOnlyList<IReadOnlyDictionary<string, string>> predicted = await client.PredictAsync("iris", "versicolor", Iris.All);

        await node.KillAsync();
        await node.StartAsync();

        Assert.Equal(["fused", "iris"], await client.ListProjectsAsync());
        Assert.Equal(["other"], await node.Client("c2", "EBESExQVFhcYGRobHB0eHw==").ListProjectsAsync());
        Assert.Equal(digest, await client.DigestAsync("iris"));
        Assert.Equal(digest.Digest, (await client.DigestAsync("fused")).Digest);
        Assert.Equal(predicted, await client.PredictAsync("iris", "versicolor", Iris.All));
    }

    private static Frame Batch(int number) => new(
        ["x", "y"], ["C", "C"], [.. Enumerable.Range(0, 5).Select(row => (string?[])[$"{number}.{row}", row == 3 ? null : $"-{number * row}"])]);

    private static async Task<bool> TryLearnAsync(FusionClient client, int batch)
    {
        try
        {
            await client.LearnAsync("rows", Batch(batch), $"batch-{batch}");
            return true;
        }
        catch (Exception lost) when (lost is HttpRequestException or TaskCanceledException or FusionApiException)
        {
            return false; // the node is gone: whether the batch was stored is unknown to its sender
        }
    }
}
