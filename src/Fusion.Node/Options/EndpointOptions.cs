namespace Fusion.Node.Options;

/// <summary>Where the node answers HTTP.</summary>
internal sealed class EndpointOptions : ISettings
{
    public static string Section => "Fusion:Http";

    /// <summary>Address to listen on; loopback by default, since requests are signed but not encrypted without TLS.</summary>
    [HttpUrl]
    public string Url { get; init; } = "http://127.0.0.1:8080";

    /// <summary>Further addresses at which this cluster is reached (of a proxy, of other nodes), comma-separated: cells given with them are asked directly, not over HTTP.</summary>
    [HttpUrl(Many = true)]
    public string PublicUrls { get; init; } = "";
}
