namespace Fusion.Node.Options;

/// <summary>How the node meets other nodes.</summary>
internal sealed class ClusterOptions : ISettings
{
    public static string Section => "Fusion:Cluster";

    /// <summary>Name or address under which other nodes reach this one; loopback by default: Akka remoting is not authenticated.</summary>
    [NotEmpty("a host name or an address")]
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>TCP port of Akka remoting; 0 takes any free one. 4053 is what Akka.NET samples use.</summary>
    [WholeNumber(0, 65535)]
    public int Port { get; init; } = 4053;

    /// <summary>Nodes to join, <c>HOST:PORT,…</c>, the same list on every node; only the first of them may found a cluster. Empty: this node alone.</summary>
    [HostPortList]
    public string Seeds { get; init; } = "";
}
