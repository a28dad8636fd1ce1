namespace Fusion.Http;

/// <summary>Settings of the REST layer: section <c>Fusion:Http</c>, checked when the host starts.</summary>
public sealed class HttpOptions
{
    /// <summary>Where the settings are in the configuration.</summary>
    public const string Section = "Fusion:Http";

    /// <summary>The address to listen on, <c>http://host:port</c>; several are separated by semicolons. Port 0 takes a free one.</summary>
    public string Url { get; init; } = "http://127.0.0.1:8080";

    /// <summary>
    /// Addresses under which clients reach this server when neither <c>Host</c> nor <c>X-Forwarded-*</c> tells, without a path. The first one is the
    /// base of <c>Location</c>; all are accepted in signatures over full URLs.
    /// </summary>
    public IReadOnlyList<string> PublicUrls { get; init; } = [];

    /// <summary>How long a question to a project may take before the caller gets 503; 1 s to 10 min. A fusion project asks its cells in this time.</summary>
    public TimeSpan ReplyTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long <c>learn</c> and <c>forget</c> may wait for their rows to be durable; 1 s to 1 h. A busy cell slows its senders.</summary>
    public TimeSpan UpdateTimeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// Longest body in bytes that is read before its signature can be checked, that is without <c>sym-content-sha256</c>; 1 KiB to
    /// <see cref="MaxBodySize"/>. Also the longest first message of a WebSocket. Default 64 MiB.
    /// </summary>
    public long MaxBufferedBody { get; init; } = 64L << 20;

    /// <summary>Longest body in bytes at all; up to 2,000,000,000, what one array can hold. Default 256 MiB.</summary>
    public long MaxBodySize { get; init; } = 256L << 20;

    /// <summary>
    /// Longest body in bytes of <c>learn</c> and <c>forget</c> that comes with <c>Content-MD5</c> or <c>sym-content-sha256</c> and is read in pieces, its
    /// memory independent of its length; also the longest after decompression. From <see cref="MaxBodySize"/> on. Default 1 TiB.
    /// </summary>
    public long MaxStreamedBody { get; init; } = 1L << 40;

    /// <summary>
    /// Memory in bytes for the bodies of all requests and the rows of all running jobs together, more than <see cref="MaxBodySize"/>; what would exceed it
    /// gets 429. Bodies whose signature is not checked yet get a quarter of it, or twice <see cref="MaxBufferedBody"/>. Default 1 GiB.
    /// </summary>
    public long MaxBodyMemory { get; init; } = 1L << 30;

    /// <summary>
    /// How long a body may take whose signature can be checked only at its end, that is without <c>sym-content-sha256</c>; 1 s to 1 h. Default 2 min; a
    /// slower one gets 408.
    /// </summary>
    public TimeSpan UnverifiedBodyTime { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// Most connections open at once, WebSockets beside them; 10 to 1,000,000. One that is being read holds 256 KiB. Default 1,000; further ones are closed.
    /// </summary>
    public int MaxConnections { get; init; } = 1_000;

    /// <summary>Most WebSockets open at once; 1 to 1,000,000. An idle one holds about 10 KiB. Default 10,000; further ones get 503.</summary>
    public int MaxSockets { get; init; } = 10_000;

    /// <summary>
    /// Most of them from one remote address, of IPv6 from one /64; 1 to 1,000,000. Default 1,000; further ones get 503. Behind a proxy all come from its
    /// address.
    /// </summary>
    public int MaxSocketsPerAddress { get; init; } = 1_000;

    /// <summary>How long a WebSocket may take to its first authenticated message; 1 s to 10 min. Default 30 s; then it is closed with 1008.</summary>
    public TimeSpan SocketLoginTime { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long a WebSocket may be silent before the server sends a pong and TCP probes whether the peer is there; 1 s to 1 h. A peer that is there may be
    /// silent for ever. Default 30 s.
    /// </summary>
    public TimeSpan SocketKeepAlive { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Whether a request whose signature was accepted before is answered 401. Off by default: real clients send equal requests within a second.
    /// </summary>
    public bool RejectReplays { get; init; }

    /// <summary>Signatures remembered for that, about 150 bytes each; 1,000 to 10,000,000. Default 1,000,000: 2,700 requests a second.</summary>
    public int MaxReplays { get; init; } = 1_000_000;

    /// <summary>Most cells a fusion project may list; 1 to 100,000.</summary>
    public int MaxCells { get; init; } = 10_000;
}
