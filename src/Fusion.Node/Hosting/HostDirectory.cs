using System.Net;
using Fusion.Contracts.Services;
using Fusion.Http;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace Fusion.Node.Hosting;

/// <summary>
/// Knows the addresses of this cluster: those that this node's server listens on, their loopback aliases, the configured public ones, and what the other nodes
/// have told of theirs. Thread-safe.
/// </summary>
internal sealed class HostDirectory : IHostDirectory
{
    private readonly IServer _server;
    private readonly IReadOnlyList<string> _publicUrls;
    private readonly IHostApplicationLifetime _lifetime;
    private volatile IReadOnlyCollection<string> _peers = [];

    public HostDirectory(IServer server, IOptions<HttpOptions> options, IHostApplicationLifetime lifetime)
    {
        _server = server;
        _publicUrls = options.Value.PublicUrls;
        _lifetime = lifetime;
    }

    public void WhenListening(Action<IReadOnlyList<string>> tell) =>
        _lifetime.ApplicationStarted.Register(() => tell([.. _publicUrls, .. ListeningUrls()]));

    public bool IsThisCluster(Uri host) => _publicUrls.Concat(ListeningUrls()).Concat(_peers).Any(url => Matches(url, host));

    public void NotePeers(IReadOnlyCollection<string> urls) => _peers = urls;

    private static bool Matches(string url, Uri host)
    {
        var own = BindingAddress.Parse(url);
        if (own.Port != host.Port || !string.Equals(own.Scheme, host.Scheme, StringComparison.OrdinalIgnoreCase)) return false;
        string name = own.Host.Trim('[', ']'), asked = host.Host.Trim('[', ']');
        return string.Equals(name, asked, StringComparison.OrdinalIgnoreCase) || (ListensOnLoopback(name) && IsLoopback(asked));
    }

    private static bool ListensOnLoopback(string name) => IsLoopback(name) || name is "*" or "+" or "0.0.0.0" or "::";

    private static bool IsLoopback(string name) =>
        string.Equals(name, "localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(name, out IPAddress? address) && IPAddress.IsLoopback(address));

    /// <summary>Read at each question: a port of 0 is known only once the server has started.</summary>
    private ICollection<string> ListeningUrls() => _server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
}
