using Microsoft.AspNetCore.Http;

namespace Fusion.Http.Authentication;

/// <summary>The URLs, up to the path, under which a client may have reached this server.</summary>
internal static class ClientUrls
{
    private static readonly string[] Schemes = ["https", "http"];

    /// <summary>The likeliest one: for links in answers.</summary>
    public static string Of(HttpRequest request, HttpOptions options) =>
        options.PublicUrls is [string first, ..] ? first.TrimEnd('/') : Candidates(request, options).First();

    /// <summary>
    /// All of them, likeliest first: from <c>X-Forwarded-Proto</c> and <c>X-Forwarded-Host</c>, from the connection and <c>Host</c>, in the scheme that a
    /// proxy may have ended without a word, from the options, each with and without a default port. A forged header gains nothing: the signature over it
    /// must still match.
    /// </summary>
    public static IEnumerable<string> Candidates(HttpRequest request, HttpOptions options)
    {
        string? forwardedHost = First(request, "X-Forwarded-Host");
        string? forwardedScheme = First(request, "X-Forwarded-Proto");
        IEnumerable<string> hosts = Present(forwardedHost, request.Host.Value).Distinct();
        string[] schemes = [.. Present(forwardedScheme, request.Scheme).Distinct()];
        IEnumerable<string> others = Schemes.Except(schemes, StringComparer.OrdinalIgnoreCase);
        return schemes.Concat(others).SelectMany(scheme => hosts.SelectMany(host => WithAndWithoutDefaultPort(scheme, host)))
            .Concat(options.PublicUrls.Select(url => url.TrimEnd('/')))
            .Distinct();
    }

    /// <summary>The same for an upgraded connection, likeliest first: the client opened <c>ws</c> or <c>wss</c>, a proxy may have changed one into the other.</summary>
    public static IEnumerable<string> SocketCandidates(HttpRequest request, HttpOptions options)
    {
        string likelier = request.IsHttps ? "wss" : "ws", other = request.IsHttps ? "ws" : "wss";
        IEnumerable<string> hosts = Present(request.Host.Value, First(request, "X-Forwarded-Host")).Distinct();
        return hosts.SelectMany(host => WithAndWithoutDefaultPort(likelier, host))
            .Concat(hosts.SelectMany(host => WithAndWithoutDefaultPort(other, host)))
            .Concat(options.PublicUrls.Select(url => $"ws{url.TrimEnd('/')["http".Length..]}"))
            .Distinct();
    }

    private static IEnumerable<string> WithAndWithoutDefaultPort(string scheme, string host)
    {
        yield return $"{scheme}://{host}";
        string defaultPort = scheme.ToLowerInvariant() is "https" or "wss" ? ":443" : ":80";
        if (host.EndsWith(defaultPort, StringComparison.Ordinal))
            yield return $"{scheme}://{host[..^defaultPort.Length]}";
        else if (new HostString(host).Port is null)
            yield return $"{scheme}://{host}{defaultPort}";
    }

    private static IEnumerable<string> Present(params string?[] texts) => texts.Where(text => !string.IsNullOrEmpty(text))!;

    // Proxies in a row append, so the first element is what the client itself used.
    private static string? First(HttpRequest request, string header) =>
        request.Headers[header].ToString().Split(',')[0].Trim() is { Length: > 0 } text ? text : null;
}
