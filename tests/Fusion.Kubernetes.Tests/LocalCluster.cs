using Fusion.Campaign;
using Fusion.Postgres.Tests;

namespace Fusion.Kubernetes.Tests;

/// <summary>The pods of the cluster's overlay as processes of this machine.</summary>
internal sealed class LocalCluster : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fusion-pods-");
    private readonly List<PodProcess> _pods = [];

    public IReadOnlyList<PodProcess> Pods => _pods;

    /// <summary>Starts all pods at once, on an empty database.</summary>
    public static async Task<LocalCluster> StartAsync(Overlay overlay)
    {
        LocalCluster cluster = new();
        try
        {
            await cluster.StartPodsAsync(overlay);
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (PodProcess pod in _pods) await pod.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private async Task StartPodsAsync(Overlay overlay)
    {
        Dictionary<string, IReadOnlyDictionary<string, string>> secrets = new()
        {
            ["fusion-database"] = new Dictionary<string, string> { ["url"] = (await TestDatabase.CreateAsync()).Address },
            ["fusion-users"] = new Dictionary<string, string> { ["Fusion__Users__0"] = $"{ClusterNode.Customer}:{ClusterNode.Key}" },
        };
        Kubelet kubelet = new(overlay, secrets);
        string net = $"127.{Random.Shared.Next(1, 255)}.{Random.Shared.Next(0, 255)}"; // other tests use 127.0.0.1
        string[] addresses = [.. Enumerable.Range(1, overlay.Nodes.Spec.Replicas!.Value).Select(host => $"{net}.{host}")];
        for (int ordinal = 0; ordinal < addresses.Length; ordinal++)
        {
            string data = Path.Combine(_folder.FullName, kubelet.PodName(ordinal)), address = addresses[ordinal];
            (Dictionary<string, string> environment, string[] arguments) = kubelet.Start(ordinal, address);
            _pods.Add(PodProcess.Start(environment, [.. arguments.Select(Localise)], address));

            string Localise(string argument) => addresses
                .Select((ip, number) => (Ip: ip, Name: kubelet.HostName(number)))
                .Aggregate(argument, (text, pod) => text.Replace(pod.Name, pod.Ip, StringComparison.Ordinal))
                .Replace("//+:", $"//{address}:", StringComparison.Ordinal)
                .Replace(kubelet.MountPath("data"), data, StringComparison.Ordinal);
        }
    }
}
