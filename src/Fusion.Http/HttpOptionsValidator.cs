using Microsoft.Extensions.Options;

namespace Fusion.Http;

/// <summary>Checks <see cref="HttpOptions"/> at start; every message names the full key, the value and the allowed range.</summary>
internal sealed class HttpOptionsValidator : IValidateOptions<HttpOptions>
{
    private const long SmallestBodyLimit = 1 << 10;
    private const long LargestBodyLimit = 2_000_000_000;
    private const int LargestSocketLimit = 1_000_000;
    private const int FewestConnections = 10;
    private const int SmallestReplayLimit = 1_000;
    private const int LargestReplayLimit = 10_000_000;
    private const int LargestCellLimit = 100_000;

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, HttpOptions options)
    {
        string[] failures = [.. Failures(options)];
        return failures.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static IEnumerable<string> Failures(HttpOptions options)
    {
        string[] urls = options.Url.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (urls.Length == 0 || !urls.All(IsBase))
            yield return Failure(nameof(HttpOptions.Url), options.Url, "http://host:port or https://host:port, several separated by ';'");
        foreach (string url in options.PublicUrls.Where(url => !IsBase(url)))
            yield return Failure(nameof(HttpOptions.PublicUrls), url, "http://host[:port] or https://host[:port], without a path");
        foreach ((string key, TimeSpan value, TimeSpan longest) in Times(options))
        {
            if (value < TimeSpan.FromSeconds(1) || value > longest) yield return Failure(key, value, $"00:00:01 to {longest}");
        }

        if (options.MaxBodySize is < SmallestBodyLimit or > LargestBodyLimit)
            yield return Failure(nameof(HttpOptions.MaxBodySize), options.MaxBodySize, $"{SmallestBodyLimit} to {LargestBodyLimit} bytes");
        if (options.MaxBufferedBody < SmallestBodyLimit || options.MaxBufferedBody > options.MaxBodySize)
            yield return Failure(nameof(HttpOptions.MaxBufferedBody), options.MaxBufferedBody, $"{SmallestBodyLimit} to {options.MaxBodySize} bytes");
        if (options.MaxStreamedBody < options.MaxBodySize)
            yield return Failure(nameof(HttpOptions.MaxStreamedBody), options.MaxStreamedBody, $"from MaxBodySize ({options.MaxBodySize} bytes) on");
        if (options.MaxBodyMemory <= options.MaxBodySize)
            yield return Failure(nameof(HttpOptions.MaxBodyMemory), options.MaxBodyMemory, $"more than MaxBodySize ({options.MaxBodySize} bytes)");
        if (options.MaxConnections is < FewestConnections or > LargestSocketLimit)
            yield return Failure(nameof(HttpOptions.MaxConnections), options.MaxConnections, $"{FewestConnections} to {LargestSocketLimit}");
        if (options.MaxSockets is < 1 or > LargestSocketLimit)
            yield return Failure(nameof(HttpOptions.MaxSockets), options.MaxSockets, $"1 to {LargestSocketLimit}");
        if (options.MaxSocketsPerAddress is < 1 or > LargestSocketLimit)
            yield return Failure(nameof(HttpOptions.MaxSocketsPerAddress), options.MaxSocketsPerAddress, $"1 to {LargestSocketLimit}");
        if (options.MaxReplays is < SmallestReplayLimit or > LargestReplayLimit)
            yield return Failure(nameof(HttpOptions.MaxReplays), options.MaxReplays, $"{SmallestReplayLimit} to {LargestReplayLimit}");
        if (options.MaxCells is < 1 or > LargestCellLimit)
            yield return Failure(nameof(HttpOptions.MaxCells), options.MaxCells, $"1 to {LargestCellLimit}");
    }

    private static IEnumerable<(string Key, TimeSpan Value, TimeSpan Longest)> Times(HttpOptions options) =>
    [
        (nameof(HttpOptions.ReplyTimeout), options.ReplyTimeout, TimeSpan.FromMinutes(10)),
        (nameof(HttpOptions.UpdateTimeout), options.UpdateTimeout, TimeSpan.FromHours(1)),
        (nameof(HttpOptions.UnverifiedBodyTime), options.UnverifiedBodyTime, TimeSpan.FromHours(1)),
        (nameof(HttpOptions.SocketLoginTime), options.SocketLoginTime, TimeSpan.FromMinutes(10)),
        (nameof(HttpOptions.SocketKeepAlive), options.SocketKeepAlive, TimeSpan.FromHours(1)),
    ];

    private static bool IsBase(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out Uri? uri) && uri.Scheme is "http" or "https" && uri.PathAndQuery == "/" && uri.UserInfo.Length == 0;

    private static string Failure(string key, object value, string allowed) =>
        FormattableString.Invariant($"{HttpOptions.Section}:{key} is [{value}]; allowed is {allowed}");
}
