namespace Fusion.Http.Authentication;

/// <summary>The target of a request exactly as it was on the wire: what clients sign.</summary>
/// <param name="Path">The path, still percent-encoded.</param>
/// <param name="Query">What follows the question mark; null when that is nothing.</param>
internal readonly record struct RequestTarget(string Path, string? Query)
{
    /// <summary>Splits a raw target; the absolute form that proxies send loses its scheme and host.</summary>
    public static RequestTarget Parse(string rawTarget)
    {
        int mark = rawTarget.IndexOf('?', StringComparison.Ordinal);
        string path = mark < 0 ? rawTarget : rawTarget[..mark];
        if (!path.StartsWith('/'))
        {
            int scheme = path.IndexOf("://", StringComparison.Ordinal);
            int slash = scheme < 0 ? -1 : path.IndexOf('/', scheme + 3);
            path = slash < 0 ? "/" : path[slash..];
        }

        return new RequestTarget(path, mark < 0 || mark == rawTarget.Length - 1 ? null : rawTarget[(mark + 1)..]);
    }
}
