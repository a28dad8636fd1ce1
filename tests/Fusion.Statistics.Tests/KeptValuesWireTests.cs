using System.Security.Cryptography;
using FsCheck.Xunit;
using Fusion.Statistics.Exact;
using static Fusion.Statistics.Tests.TestBlocks;

namespace Fusion.Statistics.Tests;

/// <summary>The optional section of value counts in the wire form of a statistic.</summary>
[Properties(Arbitrary = [typeof(SampleGenerator)], MaxTest = 40, Replay = "20240312,3")]
public class KeptValuesWireTests
{
    private const int HeaderLength = 5;
    private const int ChecksumLength = 8;
    private const byte Section = (byte)WireSection.ValueCounts;

    [Property]
    public void The_wire_form_restores_every_count(Sample sample, Sample uncounted)
    {
        SufficientStatistics counted = Counting.Of(sample.Blocks), mixed = counted.Merge(SufficientStatistics.Of(uncounted.Blocks));
        foreach (SufficientStatistics statistics in (SufficientStatistics[])[counted, mixed, SufficientStatistics.Empty.Subtract(counted), Counting.Of()])
        {
            byte[] wire = statistics.ToWire();
            SufficientStatistics read = SufficientStatistics.FromWire(wire);
            Assert.Equal(wire, read.ToWire());
            Assert.True(read.HasValueCounts);
            Counting.AssertSame(statistics, read);
            Counting.AssertSame(statistics.Merge(counted), read.Merge(counted));
            Reading.AssertSame(statistics, read);
        }
    }

    [Property]
    public void The_section_is_added_to_the_bytes_of_a_statistic_without_counts(Sample sample)
    {
        byte[] without = SufficientStatistics.Of(sample.Blocks).ToWire()[..^ChecksumLength];
        byte[] with = Counting.Of(sample.Blocks).ToWire();
        Assert.Equal(without, with[..without.Length]);
        Assert.Equal(Section, with[without.Length]);
        Assert.False(SufficientStatistics.FromWire(Sealed(without)).HasValueCounts);
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
                Assert.True(fault is null or WireFormatException or AttributeRangeException or IncompatibleSchemaException, $"byte {position}: {fault}");
            }
        }
    }

    [Fact]
    public void Counts_of_an_attribute_without_values_are_refused()
    {
        byte[] own = Counting.Of(Column("x", 0, 1)).ToWire();
        byte[] body = SufficientStatistics.Of([Column("x", 0, 1)]).ToWire()[..^ChecksumLength];
        Assert.Equal(own, Sealed([.. body, .. SectionOf(own)]));
        byte[] valueless = SufficientStatistics.Of([Rows([Continuous("x")], [[null]])]).ToWire()[..^ChecksumLength];

        WireFormatException fault = Assert.Throws<WireFormatException>(() => SufficientStatistics.FromWire(Sealed([.. valueless, .. SectionOf(own)])));

        Assert.Contains("the value counts of 'x' are not those of its rows", fault.Message, StringComparison.Ordinal);
        Assert.Throws<WireFormatException>(() => SufficientStatistics.FromWire(Sealed([.. valueless, Section, 1, 0])));
        Assert.Throws<WireFormatException>(() => SufficientStatistics.FromWire(Sealed([.. body, Section, 0])));
        Assert.Throws<WireFormatException>(() => SufficientStatistics.FromWire(Sealed([.. body, Section, 2, 0, 0])));
        Assert.Null(SufficientStatistics.FromWire(Sealed([.. body, Section, 1, 0])).Values(0));
    }

    [Fact]
    public void Counts_that_began_late_come_back_with_what_they_have()
    {
        SufficientStatistics late = SufficientStatistics.Of([Column("x", 0, 1)]).RestartValueCounts(counting: true);
        Assert.Equal(0, SufficientStatistics.FromWire(late.ToWire()).Values(0)!.Count);

        SufficientStatistics later = SufficientStatistics.FromWire(late.Merge(Counting.Of(Column("x", 0, 5, 7))).ToWire());

        Assert.Equal((2, 5, 7, 3), (later.Values(0)!.Count, later.Values(0)!.Min, later.Values(0)!.Max, later.Rows));
        Assert.Equal(SufficientStatistics.Of([Column("x", 0, 1, 5, 7)]).Digest(), later.Digest());
    }

    [Fact]
    public void Counts_that_end_leave_the_sums()
    {
        SufficientStatistics counting = Counting.Of(Column("x", 0, 1));

        SufficientStatistics ended = counting.RestartValueCounts(counting: false);

        Assert.False(ended.HasValueCounts);
        Assert.Equal(counting.Digest(), ended.Digest());
        Assert.Same(ended, ended.RestartValueCounts(counting: false));
    }

    [Fact]
    public void Announced_entries_beyond_the_bytes_are_refused_before_memory_is_taken()
    {
        byte[] body = SufficientStatistics.Of([Column("x", 0, 1)]).ToWire()[..^ChecksumLength];
        byte[] entries = [1, 1, 0, 0xff, 0xff, 0xff, 0x7f, 2, 2];
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<WireFormatException>(() => SufficientStatistics.FromWire(Sealed([.. body, Section, (byte)entries.Length, .. entries])));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    [Fact]
    public void Version_1_reads_and_writes_as_ever()
    {
        byte[] golden = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Golden", "counted.v1.bin"));
        SufficientStatistics read = SufficientStatistics.FromWire(golden);
        Assert.Equal(golden, read.ToWire());
        Counting.AssertSame(Example(), read, conditional: false);
        Reading.AssertSame(Example(), read);
    }

    private static SufficientStatistics Example()
    {
        SufficientStatistics exact = Counting.Of(
            Rows([Continuous("age"), Binary("smoker"), Continuous("never")], [42, 1, null], [null, 0, null], [37, null, null]),
            Column("dose µg", 3, 1_250, -75, 1_250));
        return exact.Merge(Counting.Of(Column("far", 300, 7), Column("far", -300, 7))).Subtract(Counting.Of(Column("dose µg", 2, 5)))
            .Merge(SufficientStatistics.Of([Column("uncounted", 0, 5)]));
    }

    private static byte[] SectionOf(byte[] wire)
    {
        byte[] body = wire[..^ChecksumLength];
        return body[Array.LastIndexOf(body, Section)..];
    }

    private static void Use(SufficientStatistics statistics)
    {
        _ = statistics.Merge(Example());
        for (int i = 0; i < statistics.Schema.Count; i++)
        {
            if (statistics.Schema[i].Kind == AttributeKind.Continuous)
                _ = (statistics.Values(i)?.Median, statistics.Values(i)?.Min, statistics.Values(i)?.BinCounts(3, BinEdges.Inner));
        }
    }

    private static byte[] Sealed(byte[] body) => [.. body, .. SHA256.HashData(body)[..ChecksumLength]];
}
