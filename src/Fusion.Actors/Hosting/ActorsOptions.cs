using System.ComponentModel.DataAnnotations;

namespace Fusion.Actors.Hosting;

/// <summary>Settings of the actors, section <c>Fusion:Actors</c>.</summary>
public sealed class ActorsOptions
{
    /// <summary>The section these are bound from.</summary>
    public const string Section = "Fusion:Actors";

    /// <summary>Least milliseconds between two refreshes of a fusion project from its cells; 0 refreshes on every request. Default 15,000, as documented.</summary>
    [Range(0, 86_400_000)]
    public int PrefetchMinTimeMs { get; init; } = 15_000;

    /// <summary>Longest wait for one cell's statistics, milliseconds. A cell that takes longer counts as failed in that refresh. Default 10,000.</summary>
    [Range(100, 600_000)]
    public int FetchTimeoutMs { get; init; } = 10_000;

    /// <summary>Longest wait of a job for its work, minutes. Default 60.</summary>
    [Range(1, 10_080)]
    public int JobTimeoutMinutes { get; init; } = 60;

    /// <summary>How long a finished job's result can be fetched, seconds. Default 3,600, as documented for the job reaper.</summary>
    [Range(1, 31_536_000)]
    public int JobExpirationSeconds { get; init; } = 3_600;

    /// <summary>Long computations that run at once on a node. Default: the number of processors.</summary>
    [Range(1, 1_024)]
    public int ComputeParallelism { get; init; } = Math.Max(1, Environment.ProcessorCount);

    /// <summary>Batches one cell works on at once: decoding, adding up or waiting for the journal. Bounds a cell's memory. Default 16.</summary>
    [Range(1, 4_096)]
    public int BatchesInFlight { get; init; } = 16;

    /// <summary>Batches that may wait in front of a cell before further ones are declined. Default 256.</summary>
    [Range(1, 65_536)]
    public int BatchesWaiting { get; init; } = 256;

    /// <summary>Bytes that the batches in front of a cell may hold before further ones are declined. Default 256 MiB.</summary>
    [Range(1_048_576, int.MaxValue)]
    public int MaxWaitingBytes { get; init; } = 256 << 20;

    /// <summary>Events after which a snapshot is taken and older events are deleted. Bounds the journal and the time to start. Default 100.</summary>
    [Range(1, 100_000)]
    public int SnapshotEvery { get; init; } = 100;

    /// <summary>Most attributes of one project, dummies of categories counted; its statistics take about 16 bytes for each pair. Default 2,500.</summary>
    [Range(1, 20_000)]
    public int MaxAttributes { get; init; } = 2_500;

    /// <summary>Most values of one category column. Default 1,000.</summary>
    [Range(1, 10_000)]
    public int MaxCategories { get; init; } = 1_000;

    /// <summary>Jobs of one customer whose results can still be fetched; further ones are declined. Default 1,000.</summary>
    [Range(1, 1_000_000)]
    public int MaxJobs { get; init; } = 1_000;

    /// <summary>Jobs of one customer that run at once; further ones are declined. Default 100.</summary>
    [Range(1, 1_000_000)]
    public int MaxRunningJobs { get; init; } = 100;

    /// <summary>How long a key that this node made itself is remembered, minutes: long enough to repeat a batch whose answer was lost. Default 10.</summary>
    [Range(1, 1_440)]
    public int GeneratedReceiptMinutes { get; init; } = 10;

    /// <summary>How long a batch's key is remembered, hours: the same key within this time counts once. Default 24.</summary>
    [Range(1, 8_760)]
    public int ReceiptHours { get; init; } = 24;

    /// <summary>
    /// Bytes that one cell may take to remember batches, 28 for each and more for one with bad rows; beyond it batches are declined until it may forget some.
    /// Default 32 MiB: 1.2 million batches, 14 a second under keys of clients.
    /// </summary>
    [Range(1_024, int.MaxValue)]
    public int MaxReceiptBytes { get; init; } = 32 << 20;

    /// <summary>Name or address the node's actor system is reached at by other nodes. Default loopback.</summary>
    [Required]
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>Address to listen on for other nodes where that is not <see cref="Host"/>, as in a pod. Empty: <see cref="Host"/>.</summary>
    public string BindHost { get; init; } = string.Empty;

    /// <summary>
    /// File with the certificate of TLS between nodes and its private key, PKCS #12; the same one on every node. Empty, the default: nodes speak without
    /// encryption, and take messages of anybody who reaches their port.
    /// </summary>
    public string TlsCertificate { get; init; } = string.Empty;

    /// <summary>Password of that file. Never logged and never shown. Empty: none.</summary>
    public string TlsPassword { get; init; } = string.Empty;

    /// <summary>SHA-256 of further certificates that other nodes may show, in hexadecimal: the next one, while nodes change to it one by one.</summary>
    [FingerprintList]
    public IReadOnlyList<string> TlsPeers { get; init; } = [];

    /// <summary>TCP port of the node's actor system; 0 takes a free one. Default 4053.</summary>
    [Range(0, 65_535)]
    public int Port { get; init; } = 4_053;

    /// <summary>Nodes to join, <c>HOST:PORT</c> each, the same list on every node. Empty: the node founds a cluster of its own.</summary>
    [SeedList]
    public IReadOnlyList<string> Seeds { get; init; } = [];

    /// <summary>What keeps the journal and the snapshots. Default a SQLite file.</summary>
    public StorageKind Storage { get; init; } = StorageKind.Sqlite;

    /// <summary>ADO connection string of the journal and the snapshot store.</summary>
    [Required]
    public string ConnectionString { get; init; } = string.Empty;

    /// <summary>How long an entity that can't be started from what is stored waits before it is tried again.</summary>
    internal static TimeSpan RecoveryPause { get; } = TimeSpan.FromSeconds(30);

    /// <summary>The address to listen on.</summary>
    public string ListenHost => BindHost.Length > 0 ? BindHost : Host;

    /// <summary>The prefetch time as a span.</summary>
    internal TimeSpan PrefetchMinTime => TimeSpan.FromMilliseconds(PrefetchMinTimeMs);

    /// <summary>The fetch time-out as a span.</summary>
    internal TimeSpan FetchTimeout => TimeSpan.FromMilliseconds(FetchTimeoutMs);

    /// <summary>The job time-out as a span.</summary>
    internal TimeSpan JobTimeout => TimeSpan.FromMinutes(JobTimeoutMinutes);

    /// <summary>The job expiration as a span.</summary>
    internal TimeSpan JobExpiration => TimeSpan.FromSeconds(JobExpirationSeconds);

    /// <summary>How long the receipt of a batch is kept.</summary>
    internal TimeSpan RetentionOf(Contracts.Ids.AttemptId attempt) =>
        attempt.IsGenerated ? TimeSpan.FromMinutes(GeneratedReceiptMinutes) : TimeSpan.FromHours(ReceiptHours);
}
