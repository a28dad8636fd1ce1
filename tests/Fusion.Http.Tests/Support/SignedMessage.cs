using System.Security.Cryptography;
using System.Text;

namespace Fusion.Http.Tests.Support;

/// <summary>A request and how it is signed; every part can be set wrong.</summary>
/// <param name="Method">The verb.</param>
/// <param name="Target">Path and query as sent.</param>
/// <param name="Body">The body; empty for none.</param>
internal sealed record SignedMessage(string Method, string Target, string Body = "")
{
    /// <summary>A body that is no text; it needs <see cref="Sha256"/>.</summary>
    public byte[]? Bytes { get; init; }

    public string Customer { get; init; } = TestKeys.Customer;

    public byte[] Key { get; init; } = Convert.FromBase64String(TestKeys.Secret);

    public string Secret { get; init; } = TestKeys.Secret;

    public string Date { get; init; } = TestKeys.Date;

    /// <summary>The resource that is signed; null for the path as sent.</summary>
    public string? Resource { get; init; }

    /// <summary>The query that is signed; null for the query as sent.</summary>
    public string? Query { get; init; }

    /// <summary>The signature; null for the right one.</summary>
    public string? Signature { get; init; }

    /// <summary>Headers beside Authorization and sym-date; an empty value of those two leaves them out.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether the SHA-256 header stands for MD5 and body.</summary>
    public bool Sha256 { get; init; }

    private byte[] Content => Bytes ?? Encoding.UTF8.GetBytes(Body);

    /// <summary>The value of that header.</summary>
    public string BodyHash => Convert.ToHexStringLower(SHA256.HashData(Content));

    public static string Md5(string body) => Convert.ToBase64String(MD5.HashData(Encoding.UTF8.GetBytes(body)));

    public HttpRequestMessage ToRequest(string address)
    {
        var request = new HttpRequestMessage(new HttpMethod(Method), new Uri(address + Target, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        if (Content.Length > 0) request.Content = new ByteArrayContent(Content);
        Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase) { ["Authorization"] = Signature ?? Sign(), ["sym-date"] = Date };
        if (Sha256) headers["sym-content-sha256"] = BodyHash;
        foreach ((string name, string value) in Headers)
            headers[name] = value;
        foreach ((string name, string value) in headers)
        {
            if (name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase))
                (request.Content ??= new ByteArrayContent([])).Headers.TryAddWithoutValidation(name, value);
            else if (value.Length > 0 || name.StartsWith("sym-c", StringComparison.OrdinalIgnoreCase))
                request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }

    /// <summary>The right signature, written out once more as the interface describes it.</summary>
    public string Sign()
    {
        string[] parts = Target.Split('?', 2);
        var text = new StringBuilder();
        text.Append(Method).Append('\n');
        text.Append(Sha256 ? BodyHash : Body.Length == 0 ? "" : Md5(Body)).Append('\n');
        text.Append(Secret).Append('\n').Append(Date).Append('\n').Append(Customer).Append('\n');
        if (Body.Length > 0 && !Sha256) text.Append(Body).Append('\n');
        text.Append(Resource ?? parts[0]).Append('\n');
        string? query = Query ?? (parts.Length == 2 ? parts[1] : null);
        if (query is not null) text.Append(query).Append('\n');
        return Convert.ToBase64String(HMACSHA256.HashData(Key, Encoding.UTF8.GetBytes(text.ToString())));
    }
}
