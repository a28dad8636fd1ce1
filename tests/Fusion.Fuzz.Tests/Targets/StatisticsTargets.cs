using System.Security.Cryptography;
using Fusion.Statistics;

namespace Fusion.Fuzz.Tests.Targets;

/// <summary>What other nodes send.</summary>
internal static class StatisticsTargets
{
    private const int ChecksumLength = 8;

    public static FuzzTarget Statistics { get; } =
        new("statistics", Read, fault => fault is WireFormatException or AttributeRangeException or IncompatibleSchemaException)
        {
            // The checksum finds damage only; a forger computes it.
            Seal = Sealed,
            HasLengths = true,
            BytesPerByte = 4096,
        };

    public static FuzzTarget Rows { get; } = new("rows", ReadRows, fault => fault is WireFormatException or AttributeRangeException or IncompatibleSchemaException)
    {
        Seal = Sealed,
        HasLengths = true,
        BytesPerByte = 4096,
    };

    private static byte[] Sealed(byte[] bytes) => bytes.Length < ChecksumLength
        ? bytes
        : [.. bytes[..^ChecksumLength], .. SHA256.HashData(bytes.AsSpan(0, bytes.Length - ChecksumLength))[..ChecksumLength]];

    private static void Read(byte[] input)
    {
        var statistics = SufficientStatistics.FromWire(input);
        statistics.ToWire();
        statistics.Merge(statistics).Digest();
    }

    private static void ReadRows(byte[] input)
    {
        var rows = RowBatch.FromWire(input);
        rows.ToWire();
        SufficientStatistics.Of(rows.Last(2).Blocks);
    }
}
