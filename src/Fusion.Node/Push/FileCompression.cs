using System.IO.Compression;
using ZstdSharp;

namespace Fusion.Node.Push;

/// <summary>How a file is compressed as a whole; its first bytes tell.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Command">The command that writes what a file holds to standard output.</param>
internal sealed record FileCompression(string Name, string Command)
{
    /// <summary>How many bytes <see cref="Of"/> needs at most.</summary>
    public const int MarkLength = 10;

    private static readonly FileCompression Gzip = new("gzip", "zcat"), Zstd = new("zstd", "zstdcat");
    private static readonly FileCompression Bzip2 = new("bzip2", "bzcat"), Xz = new("xz", "xzcat"), Zip = new("zip", "unzip -p"), Lz4 = new("lz4", "lz4cat");

    /// <summary>Without this the runtime takes a gzip file that was cut off for a whole one.</summary>
    static FileCompression() => AppContext.SetSwitch("System.IO.Compression.UseStrictValidation", true);

    /// <summary>Whether <see cref="Open"/> reads it.</summary>
    public bool IsSupported => this == Gzip || this == Zstd;

    /// <summary>The compression of a file that begins so; null for none that is known.</summary>
    public static FileCompression? Of(ReadOnlySpan<byte> start) =>
        start.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]) ? Gzip
        : start.StartsWith((ReadOnlySpan<byte>)[0x28, 0xB5, 0x2F, 0xFD]) || IsSkippable(start) ? Zstd
        : start.StartsWith((ReadOnlySpan<byte>)[0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0]) ? Xz
        : start.StartsWith("BZh91AY&SY"u8) ? Bzip2
        : start.StartsWith("PK\u0003\u0004"u8) ? Zip
        : start.StartsWith((ReadOnlySpan<byte>)[0x04, 0x22, 0x4D, 0x18]) ? Lz4
        : null;

    /// <summary>Reads what a compressed file holds.</summary>
    /// <param name="file">The file; closed with the answer.</param>
    /// <exception cref="NotSupportedException">It is not <see cref="IsSupported"/>.</exception>
    public Stream Open(Stream file) =>
        this == Gzip ? new GZipStream(file, CompressionMode.Decompress)
        : this == Zstd ? new DecompressionStream(file, leaveOpen: false)
        : throw new NotSupportedException($"{Name} is not read");

    /// <summary>A frame without content, which pzstd puts first.</summary>
    private static bool IsSkippable(ReadOnlySpan<byte> start) => start.Length >= 4 && start[0] >> 4 == 5 && start[1..4] is [0x2A, 0x4D, 0x18];
}
