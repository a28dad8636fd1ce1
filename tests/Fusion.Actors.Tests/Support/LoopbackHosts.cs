using Fusion.Contracts.Services;

namespace Fusion.Actors.Tests.Support;

/// <summary>A cluster of every loopback address.</summary>
internal sealed class LoopbackHosts : IHostDirectory
{
    public Task<IReadOnlyList<string>> OwnUrls { get; } = Task.FromResult<IReadOnlyList<string>>([]);

    public bool IsThisCluster(Uri host) => host.IsLoopback;

    public void NotePeers(IReadOnlyCollection<string> urls)
    {
    }
}
