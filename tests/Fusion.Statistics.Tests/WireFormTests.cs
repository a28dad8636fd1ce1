using System.Security.Cryptography;
using FsCheck.Xunit;
using static Fusion.Statistics.Tests.TestBlocks;

namespace Fusion.Statistics.Tests;

[Properties(Arbitrary = [typeof(SampleGenerator)], MaxTest = 40, Replay = "20240302,5")]
public class WireFormTests
{
    private const int HeaderLength = 5;
    private const int ChecksumLength = 8;

    [Property]
    public void The_wire_form_restores_every_bit(Sample sample)
    {
        SufficientStatistics statistics = SufficientStatistics.Of(sample.Blocks);
        byte[] wire = statistics.ToWire();
        SufficientStatistics read = SufficientStatistics.FromWire(wire);
        Assert.Equal(wire, read.ToWire());
        Assert.Equal(statistics.Schema, read.Schema);
        Assert.Equal(statistics.Sums.SquaredProducts, read.Sums.SquaredProducts);
        Reading.AssertSame(statistics, read);
        Reading.AssertSame(statistics.Merge(statistics), read.Merge(statistics));
    }

    [Fact]
    public void A_difference_with_negative_counts_survives_the_wire()
    {
        SufficientStatistics negative = SufficientStatistics.Empty.Subtract(Of(Rows([Continuous("x"), Dummy("t", "a")], [7, 1], [null, 1])));
        Reading.AssertSame(negative, SufficientStatistics.FromWire(negative.ToWire()));
    }

    [Fact]
    public void Every_single_damaged_byte_is_found()
    {
        byte[] wire = Example().ToWire();
        for (int position = 0; position < wire.Length; position++)
        {
            wire[position] ^= 0x20;
            Assert.Throws<WireFormatException>(() => SufficientStatistics.FromWire(wire));
            wire[position] ^= 0x20;
        }
    }

    [Fact]
    public void Every_truncation_is_found()
    {
        byte[] wire = Example().ToWire();
        for (int length = 0; length < wire.Length; length++)
        {
            Assert.Throws<WireFormatException>(() => SufficientStatistics.FromWire(wire.AsSpan(0, length)));
        }
    }

    [Fact]
    public void Any_byte_changed_under_a_valid_checksum_gives_a_statistic_or_a_wire_format_exception()
    {
        byte[] wire = Example().ToWire();
        for (int position = HeaderLength; position < wire.Length - ChecksumLength; position++)
        {
            foreach (byte value in (byte[])[0, 1, 2, 0x7f, 0x80, 0xff])
            {
                byte[] forged = [.. wire];
                forged[position] = value;
                Exception? fault = Record.Exception(() => Use(SufficientStatistics.FromWire(Sealed(forged[..^ChecksumLength]))));
                Assert.True(fault is null or WireFormatException or AttributeRangeException or IncompatibleSchemaException, fault?.ToString());
            }
        }
    }

    [Fact]
    public void Announced_sizes_beyond_the_bytes_are_refused_before_memory_is_taken()
    {
        byte[] manyAttributes = [.. "FSST\u0001"u8, 1, 4, 0xff, 0xff, 0xff, 0x7f];
        Assert.Throws<WireFormatException>(() => SufficientStatistics.FromWire(Sealed(manyAttributes)));
        byte[] names = [.. Enumerable.Range(0, 60_000).SelectMany(i => (byte[])[3, (byte)('0' + (i / 10_000)), (byte)(32 + (i / 100 % 100)), (byte)(32 + (i % 100)), 0, 0])];
        byte[] schema = [0xe0, 0xd4, 0x03, .. names];
        byte[] withoutProducts = [.. "FSST\u0001"u8, 1, .. Varint(schema.Length), .. schema, 2, .. Varint(120_001), .. new byte[120_001]];
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<WireFormatException>(() => SufficientStatistics.FromWire(Sealed(withoutProducts)));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64_000_000);
    }

    [Fact]
    public void An_unknown_optional_section_is_skipped_and_an_unknown_required_one_refused()
    {
        byte[] body = Example().ToWire()[..^ChecksumLength];
        Reading.AssertSame(Example(), SufficientStatistics.FromWire(Sealed([.. body, 200, 3, 1, 2, 3])));
        WireFormatException fault = Assert.Throws<WireFormatException>(() => SufficientStatistics.FromWire(Sealed([.. body, 100, 0])));
        Assert.Contains("section 100 is required and unknown", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_version_is_refused_by_number()
    {
        byte[] body = Example().ToWire()[..^ChecksumLength];
        body[4] = 2;
        WireFormatException fault = Assert.Throws<WireFormatException>(() => SufficientStatistics.FromWire(Sealed(body)));
        Assert.Contains("version 2", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_side_sum_is_optional()
    {
        var accumulator = new StatisticsAccumulator(squaredProducts: false);
        accumulator.Add(Rows([Continuous("x"), Continuous("y")], [1, 2], [3, 5]));
        SufficientStatistics read = SufficientStatistics.FromWire(accumulator.Snapshot().ToWire());
        Assert.False(read.HasSquaredProducts);
        Assert.True(DoubleDouble.IsNaN(read.Conditional(0, 1).Variance));
        Assert.False(Example().Merge(read).HasSquaredProducts);
        Assert.False(read.Merge(Example()).HasSquaredProducts);
    }

    internal static SufficientStatistics Example() => Of(
        Rows([Continuous("x"), Binary("b"), Dummy("t", "a")], [5, 1, 1], [null, 0, 1], [7, null, null]),
        Column("x", 3, 12_345),
        Rows([Dummy("t", "c"), Continuous("y")], [1, 9], [null, 8]));

    private static void Use(SufficientStatistics statistics)
    {
        _ = statistics.Digest();
        _ = statistics.Merge(Example()).CovarianceMatrix([0, 1]);
        for (int i = 0; i < statistics.Schema.Count; i++)
        {
            _ = (statistics.Univariate(i), statistics.Bivariate(i, 0), statistics.Conditional(i, 0));
        }
    }

    private static byte[] Sealed(byte[] body) => [.. body, .. SHA256.HashData(body)[..ChecksumLength]];

    private static byte[] Varint(int value)
    {
        var bytes = new List<byte>();
        for (; value >= 0x80; value >>= 7)
        {
            bytes.Add((byte)(value | 0x80));
        }

        return [.. bytes, (byte)value];
    }
}
