using System.Security.Cryptography;
using FsCheck.Xunit;
using static Fusion.Statistics.Tests.TestBlocks;

namespace Fusion.Statistics.Tests;

[Properties(Arbitrary = [typeof(SampleGenerator)], MaxTest = 40, Replay = "20240310,9")]
public class RowBatchWireTests
{
    private const int ChecksumLength = 8;

    public static TheoryData<string> Files => ["rows-empty", "rows-one", "rows-many"];

    [Property]
    public void The_wire_form_restores_every_row(Sample sample)
    {
        var batch = new RowBatch(sample.Blocks);
        byte[] wire = batch.ToWire();
        RowBatch read = RowBatch.FromWire(wire);
        Assert.Equal(wire, read.ToWire());
        Assert.Equal(batch.Rows, read.Rows);
        Reading.AssertSame(SufficientStatistics.Of(batch.Blocks), SufficientStatistics.Of(read.Blocks));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Version_1_is_read_and_written_as_ever(string name)
    {
        string path = Path.Combine(AppContext.BaseDirectory, "Golden", $"{name}.v1.bin");
        byte[] golden = File.ReadAllBytes(path);
        Assert.Equal(golden, Batch(name).ToWire());
        Assert.Equal(golden, RowBatch.FromWire(golden).ToWire());
    }

    [Fact]
    public void Every_damaged_byte_and_every_truncation_is_found()
    {
        byte[] wire = Batch("rows-many").ToWire();
        for (int position = 0; position < wire.Length; position++)
        {
            Assert.Throws<WireFormatException>(() => RowBatch.FromWire(wire.AsSpan(0, position)));
            wire[position] ^= 0x20;
            Assert.Throws<WireFormatException>(() => RowBatch.FromWire(wire));
            wire[position] ^= 0x20;
        }
    }

    [Fact]
    public void Any_byte_changed_under_a_valid_checksum_gives_rows_or_a_wire_format_exception()
    {
        byte[] wire = Batch("rows-many").ToWire();
        for (int position = 5; position < wire.Length - ChecksumLength; position++)
        {
            foreach (byte value in (byte[])[0, 1, 2, 0x7f, 0x80, 0xff])
            {
                byte[] forged = wire[..^ChecksumLength];
                forged[position] = value;
                Exception? fault = Record.Exception(() => RowBatch.FromWire([.. forged, .. SHA256.HashData(forged)[..ChecksumLength]]));
                Assert.True(fault is null or WireFormatException, fault?.ToString());
            }
        }
    }

    [Fact]
    public void A_value_takes_the_bytes_of_its_difference_from_the_last() =>
        Assert.InRange(new RowBatch([Column("x", 2, [.. Enumerable.Range(0, 1000).Select(i => 1_000_000_000L + i)])]).ToWire().Length, 1000, 1040);

    private static RowBatch Batch(string name) => name switch
    {
        "rows-empty" => RowBatch.Empty,
        "rows-one" => new RowBatch([Rows([Continuous("age"), Binary("smoker"), Dummy("town", "Ulm")], [42, 1, 1])]),
        _ => new RowBatch(
        [
            Rows([Continuous("age"), Binary("smoker"), Dummy("town", "Ulm")], [42, 1, 1], [null, 0, null], [37, null, 1]),
            Column("dose µg", 3, 1_250, -75, 4_611_686_018_427_387_903),
            Rows([Continuous("age"), Dummy("town", "Köln"), Dummy("trade", "smith")], [29, 1, null], [81, null, 1], [29, 1, 1]),
        ]),
    };
}
