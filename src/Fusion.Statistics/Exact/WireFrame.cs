using System.Security.Cryptography;

namespace Fusion.Statistics.Exact;

/// <summary>What encloses every wire form: four letters, a version byte, the content, and the first 8 bytes of SHA-256 of everything before.</summary>
internal static class WireFrame
{
    private const int HeaderLength = 5;
    private const int ChecksumLength = 8;

    /// <summary>Starts a wire form.</summary>
    public static WireWriter Start(ReadOnlySpan<byte> letters, byte version)
    {
        var writer = new WireWriter();
        writer.Bytes(letters);
        writer.Byte(version);
        return writer;
    }

    /// <summary>Ends a wire form with its checksum.</summary>
    public static byte[] Seal(WireWriter writer)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(writer.Written, hash);
        writer.Bytes(hash[..ChecksumLength]);
        return writer.Written.ToArray();
    }

    /// <summary>Checks letters, version and checksum.</summary>
    /// <returns>The content.</returns>
    public static ReadOnlySpan<byte> Open(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> letters, byte version, string what)
    {
        if (bytes.Length < HeaderLength + ChecksumLength || !bytes.StartsWith(letters))
            throw new WireFormatException($"The bytes are not a {what}: the header is missing.");
        if (bytes[letters.Length] != version)
            throw new WireFormatException($"The {what} has wire version {bytes[letters.Length]}; version {version} is known.");
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes[..^ChecksumLength], hash);
        if (!bytes[^ChecksumLength..].SequenceEqual(hash[..ChecksumLength]))
            throw new WireFormatException($"The {what} is damaged: the checksum differs.");
        return bytes[HeaderLength..^ChecksumLength];
    }
}
