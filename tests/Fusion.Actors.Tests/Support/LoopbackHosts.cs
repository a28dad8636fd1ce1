using Fusion.Contracts.Services;

namespace Fusion.Actors.Tests.Support;

/// <summary>A cluster of every loopback address.</summary>
internal sealed class LoopbackHosts : IHostDirectory
{
    public bool IsThisCluster(Uri host) => host.IsLoopback;

    public void WhenListening(Action<IReadOnlyList<string>> tell)
    {
    }

    public void NotePeers(IReadOnlyCollection<string> urls)
    {
    }
}
