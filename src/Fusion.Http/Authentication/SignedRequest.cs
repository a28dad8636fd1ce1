namespace Fusion.Http.Authentication;

/// <summary>
/// What a signature covers, each part on a line of its own: verb, digest, secret key, date, customer, body, resource, query. The body's line is left out
/// when there is no body or when the digest is a SHA-256, the query's when there is none.
/// </summary>
/// <param name="Verb">Upper case.</param>
/// <param name="Digest">
/// Base64 of the body's MD5, empty without a body; or, with the header <c>sym-content-sha256</c>, that header's value verbatim, which stands for the body
/// as well.
/// </param>
/// <param name="Date">The <c>sym-date</c> header verbatim.</param>
/// <param name="Customer">The customer id.</param>
/// <param name="Body">The raw body; empty when it is not signed itself.</param>
/// <param name="Target">The target on the wire.</param>
/// <param name="Urls">The URLs that may stand before the path, see <see cref="ClientUrls"/>.</param>
internal sealed record SignedRequest(
    string Verb,
    string Digest,
    string Date,
    string Customer,
    ReadOnlyMemory<byte> Body,
    RequestTarget Target,
    IEnumerable<string> Urls) : ISignedMessage
{
    /// <inheritdoc/>
    public bool HasSignature(string signature, string secretKey) => SignatureMatcher.Matches(signature, secretKey, Head(secretKey), Body, Tails());

    /// <inheritdoc/>
    public string Describe()
    {
        string body = Body.IsEmpty ? "" : SignatureMatcher.Echo(Body) + "\n";
        return $"{Head("SECRETKEY")}{body}{Tails().First()}".Replace("\n", "\\n", StringComparison.Ordinal);
    }

    /// <summary>Begins to form the signature of this request with a body that is still to come.</summary>
    public SignatureProbe ProbeOf(string secretKey) => new(secretKey, Head(secretKey));

    /// <summary>As <see cref="Describe"/>, where the body was not kept.</summary>
    public string DescribeStreamed() => $"{Head("SECRETKEY")}<body>\n{Tails().First()}".Replace("\n", "\\n", StringComparison.Ordinal);

    private string Head(string key) => $"{Verb}\n{Digest}\n{key}\n{Date}\n{Customer}\n";

    /// <summary>How the accepted forms end, the commonest first.</summary>
    public IEnumerable<string> Tails()
    {
        string[] paths = RawAndDecoded(Target.Path);
        string[] queries = Target.Query is null ? [""] : [.. RawAndDecoded(Target.Query).Select(query => query + "\n")];
        IEnumerable<string> prefixes = ["", .. Urls];
        IEnumerable<string> resources = prefixes.SelectMany(prefix => paths.Select(path => prefix + path))
            .Concat(paths.Select(path => path[1..]));
        return resources.SelectMany(resource => queries.Select(query => $"{resource}\n{query}"));
    }

    // Some clients sign what they escape only afterwards. A plus sign is no blank here.
    private static string[] RawAndDecoded(string text) => Uri.UnescapeDataString(text) is { } decoded && decoded != text ? [text, decoded] : [text];
}
