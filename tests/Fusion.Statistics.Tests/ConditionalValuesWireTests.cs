using System.Security.Cryptography;
using FsCheck.Xunit;
using Fusion.Statistics.Exact;
using static Fusion.Statistics.Tests.TestBlocks;

namespace Fusion.Statistics.Tests;

/// <summary>The optional section of value counts by condition. That it restores every count is in <see cref="KeptValuesWireTests"/>.</summary>
[Properties(Arbitrary = [typeof(SampleGenerator)], MaxTest = 40, Replay = "20240314,3")]
public class ConditionalValuesWireTests
{
    private const int HeaderLength = 5;
    private const int ChecksumLength = 8;
    private const byte Section = (byte)WireSection.ConditionalValueCounts;

    private static readonly AttributeInfo X = Continuous("x"), Flag = Binary("flag");
    private static readonly RowBlock Few = Rows([X, Flag], [5, 1], [6, 0]);

    [Property]
    public void Bytes_of_those_who_knew_no_such_section_are_read_and_written_as_before(Sample sample)
    {
        byte[] older = Without(Counting.Of(sample.Blocks).ToWire());
        SufficientStatistics read = SufficientStatistics.FromWire(older);
        Assert.Equal(older, read.ToWire());
        Counting.AssertSame(Counting.Of(sample.Blocks), read, conditional: false);
        Reading.AssertSame(Counting.Of(sample.Blocks), read);
    }

    [Fact]
    public void Without_the_section_pairs_that_had_values_are_uncounted_and_others_are_empty()
    {
        SufficientStatistics older = SufficientStatistics.FromWire(Without(Counting.Of(Few).ToWire()));
        Assert.Null(older.ConditionalValues(0, 1));

        SufficientStatistics later = older.Merge(Counting.Of(Rows([X, Flag, Binary("late")], [7, 1, 1])));
        Assert.Null(later.ConditionalValues(0, 1));
        Assert.Equal(Counting.ByOne([new DecimalNumber(7, 0)]), later.ConditionalValues(0, 2));
        Counting.AssertSame(later, SufficientStatistics.FromWire(later.ToWire()));
    }

    [Fact]
    public void The_section_is_absent_where_there_is_nothing_to_tell()
    {
        Assert.False(HasSection(Counting.Of(Column("x", 0, 1))));
        Assert.False(HasSection(Counting.Of(Rows([X, Flag], [5, 0], [null, 1]))));
        Assert.False(HasSection(SufficientStatistics.Of([Few])));
        Assert.True(HasSection(Counting.Of(Few)));
        Assert.True(HasSection(SufficientStatistics.Of([Few]).RestartValueCounts(counting: true)));

        SufficientStatistics uncountedWithoutTrace = SufficientStatistics.Of([Few]).Merge(Counting.Of(Few)).Subtract(SufficientStatistics.Of([Few, Few]));
        Assert.True(HasSection(uncountedWithoutTrace));
    }

    [Fact]
    public void Counts_that_can_not_be_are_refused()
    {
        byte[] body = Without(Counting.Of(Few).ToWire())[..^ChecksumLength], entry = [1, 0, 0, 1, 10, 2];
        Assert.Equal(Counting.Of(Few).ToWire(), Sealed([.. body, Section, 6, .. entry]));
        AssertRefused("the section tells nothing", [.. body, Section, 1, 0]);
        AssertRefused("surplus bytes", [.. body, Section, 7, .. entry, 0]);
        AssertRefused("1 elements expected", [.. body, Section, 0]);
        AssertRefused("a flag is neither 0 nor 1", [.. body, Section, 1, 2]);
        AssertRefused("elements announced", [.. body, Section, 8, 1, 1, 0, 0xff, 0xff, 0xff, 0x7f, 2]);

        byte[] never = Counting.Of(Rows([X, Flag], [5, 0])).ToWire()[..^ChecksumLength];
        AssertRefused("the value counts of 'x' where 'flag' is 1 are not those of its rows", [.. never, Section, 6, .. entry]);
        AssertRefused("the value counts of 'x' where 'flag' is 1 are not those of its rows", [.. never, Section, 1, 0]);
        AssertRefused("surplus bytes", [.. SufficientStatistics.Of([Few]).ToWire()[..^ChecksumLength], Section, 6, .. entry]);
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
    public void Version_1_reads_and_writes_as_ever()
    {
        byte[] golden = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Golden", "counted-by-condition.v1.bin"));
        Assert.Equal(golden, Example().ToWire());
        Counting.AssertSame(Example(), SufficientStatistics.FromWire(golden));
    }

    private static SufficientStatistics Example()
    {
        AttributeInfo[] attributes = [Continuous("age"), Binary("smoker"), Dummy("town", "Ulm"), Dummy("town", "Bonn"), Continuous("never")];
        SufficientStatistics counted = Counting.Of(
            Rows(attributes, [42, 1, 1, 0, null], [null, 0, 0, 1, null], [37, 1, 0, 1, null], [42, 1, null, null, null]), Column("dose µg", 3, 1_250, -75));
        return counted.Subtract(Counting.Of(Rows(attributes[..2], [39, 1])))
            .Merge(SufficientStatistics.Of([Rows([Continuous("uncounted"), Binary("smoker")], [5, 1], [6, null])]));
    }

    private static void Use(SufficientStatistics statistics)
    {
        SufficientStatistics merged = statistics.Merge(Example());
        for (int j = 0; j < merged.Schema.Count; j++)
        {
            _ = (merged.ConditionalValues(0, j)?.Median, merged.CountedValues);
        }
    }

    private static void AssertRefused(string reason, byte[] body)
    {
        WireFormatException fault = Assert.Throws<WireFormatException>(() => SufficientStatistics.FromWire(Sealed(body)));
        Assert.Contains(reason, fault.Message, StringComparison.Ordinal);
    }

    private static bool HasSection(SufficientStatistics statistics) => statistics.ToWire().Length != Without(statistics.ToWire()).Length;

    /// <summary>The bytes less the section, which is the last.</summary>
    private static byte[] Without(byte[] wire)
    {
        ReadOnlySpan<byte> body = wire.AsSpan(..^ChecksumLength);
        int next = HeaderLength;
        while (next < body.Length && body[next] != Section)
        {
            var reader = new WireReader(body[(next + 1)..], "frame");
            int length = reader.Count();
            next = body.Length - reader.Remaining + length;
        }

        return Sealed(body[..next].ToArray());
    }

    private static byte[] Sealed(byte[] body) => [.. body, .. SHA256.HashData(body)[..ChecksumLength]];
}
