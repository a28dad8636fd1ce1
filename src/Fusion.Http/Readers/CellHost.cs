using Fusion.Models;
using Microsoft.AspNetCore.Http;

namespace Fusion.Http.Readers;

/// <summary>
/// A cell's host as users write it: <c>http(s)://host:port</c>, <c>host:port</c> or <c>host</c>, also followed by <c>/</c> or <c>/symetry/rest</c>.
/// </summary>
internal static class CellHost
{
    private const int DefaultPort = 8080;
    private const string Allowed = "write http://host:port, https://host:port, host:port or host";

    /// <summary>The host as an absolute URL with scheme and port; without a scheme http, without scheme and port 8080.</summary>
    /// <exception cref="InvalidRequestException">The text is no host; the message names it.</exception>
    public static string Normalise(string host, string place)
    {
        bool hasScheme = host.Contains("://", StringComparison.Ordinal);
        if (!Uri.TryCreate(hasScheme ? host : $"http://{host}", UriKind.Absolute, out Uri? uri) || !IsHost(uri))
            throw new InvalidRequestException($"{place}: the host [{WithoutLogin(host)}] is not allowed; {Allowed}");
        bool hasPort = hasScheme || new HostString(host.Split('/')[0]).Port is not null;
        return $"{uri.Scheme}://{uri.Host}:{(hasPort ? uri.Port : DefaultPort)}";
    }

    // The text ends in answers and logs; a login someone put into it must not.
    private static string WithoutLogin(string host) => host[(host.LastIndexOf('@') + 1)..];

    private static bool IsHost(Uri uri) =>
        uri.Scheme is "http" or "https"
        && uri.Host.Length > 0
        && uri.UserInfo.Length == 0
        && uri.Query.Length == 0
        && uri.Fragment.Length == 0
        && uri.AbsolutePath.TrimEnd('/') is "" or "/symetry/rest";
}
