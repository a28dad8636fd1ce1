using Fusion.Client;

namespace Fusion.Conformance.Tests.Support;

/// <summary>The headers of a signed request, as the interface describes them.</summary>
internal static class Signing
{
    /// <summary>The server's name as the documented answers have it.</summary>
    public const string Host = "charm:8080";

    public static Dictionary<string, string> Headers(Account account, string method, string path, string? query, ReadOnlySpan<byte> body)
    {
        string date = RequestSigner.FormatDate(TimeProvider.System.GetUtcNow());
        return new Dictionary<string, string>
        {
            ["Host"] = Host,
            ["Content-Type"] = "application/json",
            ["sym-date"] = date,
            ["Content-MD5"] = RequestSigner.Md5(body),
            ["Authorization"] = new RequestSigner(account.Cid, account.Key).Sign(method, path, query, date, body),
        };
    }

    public static Task<RawAnswer> SendAsync(Uri node, Account account, string method, string path, string? query = null, ReadOnlyMemory<byte> body = default) =>
        RawHttp.SendAsync(node, method, Target(path, query), Headers(account, method, path, query, body.Span), body);

    public static string Target(string path, string? query) => query is null ? path : $"{path}?{query}";
}
