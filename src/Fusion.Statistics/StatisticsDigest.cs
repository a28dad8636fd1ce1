using System.Buffers.Binary;

namespace Fusion.Statistics;

/// <summary>SHA-256 of the canonical form of a statistic: equal for two statistics exactly when they hold equal sums (barring a hash collision).</summary>
public readonly record struct StatisticsDigest
{
    /// <summary>Length of a digest in bytes.</summary>
    public const int Size = 32;

    private readonly UInt128 _first;
    private readonly UInt128 _second;

    /// <summary>Creates a digest from its bytes.</summary>
    /// <param name="bytes">Exactly <see cref="Size"/> bytes.</param>
    /// <exception cref="ArgumentException">The length is wrong.</exception>
    public StatisticsDigest(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Size)
            throw new ArgumentException($"A digest has {Size} bytes, not {bytes.Length}.", nameof(bytes));
        _first = BinaryPrimitives.ReadUInt128BigEndian(bytes);
        _second = BinaryPrimitives.ReadUInt128BigEndian(bytes[16..]);
    }

    /// <summary>The bytes of the digest.</summary>
    /// <returns>A new array of <see cref="Size"/> bytes.</returns>
    public byte[] ToBytes()
    {
        var bytes = new byte[Size];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, _first);
        BinaryPrimitives.WriteUInt128BigEndian(bytes.AsSpan(16), _second);
        return bytes;
    }

    /// <summary>64 lower-case hexadecimal digits.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => Convert.ToHexStringLower(ToBytes());
}
