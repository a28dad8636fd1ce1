using System.Net;
using Fusion.Contracts.Services;
using Fusion.Http;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace Fusion.Node.Hosting;

/// <summary>Knows this cluster's own addresses: those the server listens on, their loopback aliases, and the configured public ones.</summary>
internal sealed class HostDirectory(IServer server, IOptions<HttpOptions> options) : IHostDirectory
{
    public bool IsThisCluster(Uri host) =>
        options.Value.PublicUrls.Any(url => Matches(url, host)) || OwnUrls().Any(url => Matches(url, host));

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
    private ICollection<string> OwnUrls() => server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
}
