using Fusion.Campaign;
using Fusion.Client;
using Fusion.Client.Entities;

namespace Fusion.Kubernetes.Tests;

/// <summary>The manifest's environment and arguments, tried out: three processes that Kubernetes would start so form one cluster.</summary>
public sealed class LocalClusterSpec
{
    [Fact]
    public async Task Three_pods_form_a_cluster_and_one_of_them_leaves_it_on_SIGTERM()
    {
        Overlay overlay = await Overlay.OfAsync("cluster");
        await using LocalCluster cluster = await LocalCluster.StartAsync(overlay);
        foreach (PodProcess pod in cluster.Pods) await pod.WaitUntilReadyAsync(overlay.Container.ReadinessProbe.HttpGet.Path);
        using HttpClient http = new();
        FusionClient[] clients = [.. cluster.Pods.Select(pod => pod.Client(http))];

        await clients[0].CreateProjectAsync("north");
        await clients[0].LearnAsync("north", Batch.Of(1, 1, 0).ToFrame());
        ProjectDigest digest = await clients[0].DigestAsync("north");

        Assert.Equal(digest, await clients[1].DigestAsync("north"));
        Assert.Equal(digest, await clients[2].DigestAsync("north"));

        string host = overlay.Container.Env.Single(variable => variable.Name == "Fusion__Http__PublicUrls__0").Value;
        await clients[1].CreateFusionAsync("all", [new FusionCell(host, ClusterNode.Customer, ClusterNode.Key, "north")]); // its key is encrypted on one node
        Assert.Equal(digest.Digest, (await clients[2].DigestAsync("all")).Digest); // and read on another

        Assert.Equal(0, await cluster.Pods[2].TerminateAsync());

        Assert.Equal(digest, await clients[0].DigestAsync("north"));
        Assert.Equal(digest.Digest, (await clients[1].DigestAsync("all")).Digest);
        Assert.All(cluster.Pods, pod => Assert.DoesNotContain("UNREACHABLE", pod.Log, StringComparison.Ordinal));
    }
}
