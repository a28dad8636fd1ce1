using FsCheck.Xunit;
using Fusion.Statistics.Exact;
using static Fusion.Statistics.Tests.TestBlocks;

namespace Fusion.Statistics.Tests;

[Properties(MaxTest = 100, Replay = "20240305,13")]
public class ValueCountsTests
{
    [Property]
    public void Any_order_and_split_of_the_rows_gives_the_same_counts(short[] mantissas, byte[] scales, int seed)
    {
        DecimalNumber[] values = Values(mantissas, scales);
        ValueCounts whole = Learn(values);
        var random = new Random(seed);
        random.Shuffle(values);
        var cells = new ValueCounts[random.Next(1, 65)];
        Array.Fill(cells, ValueCounts.Empty);
        for (int next = 0; next < values.Length;)
        {
            int size = Math.Min(random.Next(1, 9), values.Length - next), cell = random.Next(cells.Length);
            cells[cell] = cells[cell].Merge(Learn(values[next..(next + size)]));
            next += size;
        }

        Assert.Equal(whole, cells.Aggregate((sum, cell) => sum.Merge(cell)));
    }

    [Property]
    public void Exact_counts_are_a_commutative_group(short[] first, byte[] scales, short[] second, short[] third)
    {
        ValueCounts a = Learn(Values(first, scales)), b = Learn(Values(second, scales)), c = Learn(Values(third, scales));
        AssertGroup(a, b, c);
    }

    [Property]
    public void Bucket_counts_are_a_commutative_group(long[] first, byte[] scales, long[] second, long[] third)
    {
        AssertGroup(
            Learn(Values(first, scales)).Collapse(),
            Learn(Values(second, scales)).Collapse(),
            Learn(Values(third, scales)).Collapse());
    }

    [Property]
    public void Collapsing_first_or_last_is_the_same(short[] first, byte[] scales, short[] second)
    {
        ValueCounts a = Learn(Values(first, scales)), b = Learn(Values(second, scales));
        Assert.Equal(a.Merge(b).Collapse(), a.Collapse().Merge(b));
        Assert.Equal(a.Subtract(b).Collapse(), a.Subtract(b.Collapse()));
    }

    [Property]
    public void The_wire_form_restores_every_count(long[] mantissas, byte[] scales, short[] forgotten)
    {
        ValueCounts counts = Learn(Values(mantissas, scales)).Subtract(Learn(Values(forgotten, scales)));
        Assert.Equal(counts, ValueCounts.FromWire(counts.ToWire()));
        Assert.Equal(counts.Collapse(), ValueCounts.FromWire(counts.Collapse().ToWire()));
    }

    [Fact]
    public void Too_many_values_collapse_at_the_same_number_in_any_split()
    {
        DecimalNumber[] most = [.. Enumerable.Range(0, ValueCounts.MaxDistinct).Select(i => new DecimalNumber(i, 2))];
        ValueCounts exact = Learn(most), one = Learn([new(-1, 3)]);
        Assert.True(exact.IsExact);
        ValueCounts collapsed = exact.Merge(one);
        Assert.False(collapsed.IsExact);
        Assert.Equal(collapsed, Learn([.. most[..2000], new(-1, 3)]).Merge(Learn(most[2000..])));
        Assert.Equal(ValueCounts.MaxDistinct + 1, collapsed.Count);
        Assert.True(exact.Merge(Learn(most)).IsExact);
    }

    [Fact]
    public void Forgetting_after_a_collapse_restores_the_buckets_but_not_the_values()
    {
        ValueCounts kept = Learn([new(5, 0), new(7, 0)]), many = Learn([.. Enumerable.Range(1, 5000).Select(i => new DecimalNumber(i, 1))]);
        ValueCounts rest = kept.Merge(many).Subtract(many);
        Assert.False(rest.IsExact);
        Assert.NotEqual(kept, rest);
        Assert.Equal(kept.Collapse(), rest);
    }

    [Fact]
    public void Values_without_a_common_scale_collapse()
    {
        ValueCounts huge = Learn([new(1, -300)]), tiny = Learn([new(1, 300)]), zero = Learn([new(0, 0)]);
        Assert.False(huge.Merge(tiny).IsExact);
        Assert.Equal(huge.Merge(tiny), tiny.Merge(huge));
        Assert.True(huge.Merge(zero).IsExact && zero.Merge(tiny).IsExact);
        Assert.Equal(1e300, huge.Merge(zero).Max);
    }

    [Property]
    public void The_middle_of_a_bucket_is_within_two_to_the_minus_8_of_its_values(long mantissa, byte scale)
    {
        var value = new DecimalNumber(mantissa >> 2, scale - 100);
        double exact = value.ToDouble();
        Assert.InRange(Learn([value]).Collapse().Median, exact - (Math.Abs(exact) / 256), exact + (Math.Abs(exact) / 256));
    }

    [Property(MaxTest = 2000)]
    public void A_bucket_is_cut_out_of_the_bits_of_the_nearest_double(long mantissa, byte scale, short near)
    {
        double edge = LogBucket.Middle(LogBucket.Of(new DecimalNumber(mantissa, 0))) * (1 + (1 / 257.0));
        foreach (DecimalNumber value in (DecimalNumber[])[new(mantissa, scale % 30), new((long)Math.Clamp(edge, -9e18, 9e18) + near, 0)])
        {
            long bits = BitConverter.DoubleToInt64Bits(Math.Abs(value.ToDouble())) >> 45;
            Assert.Equal(value.Mantissa < 0 ? -bits : bits, LogBucket.Of(value));
        }
    }

    [Theory]
    [InlineData(9_007_199_254_740_993)] // 2^53 + 1 ties to 2^53, the first number of a bucket
    [InlineData(9_007_199_254_740_991)]
    [InlineData(4_575_657_221_408_423_935)] // 127/128 of 2^62 less 1, which the nearest double rounds up to the next bucket
    [InlineData(4_575_657_221_408_423_424)]
    [InlineData(4_575_657_221_408_423_679)]
    public void Numbers_at_the_edge_of_a_bucket_go_where_their_nearest_double_is(long mantissa) => Assert.Equal(
        BitConverter.DoubleToInt64Bits(new DecimalNumber(mantissa, 0).ToDouble()) >> 45, LogBucket.Of(new DecimalNumber(mantissa, 0)));

    [Fact]
    public void Quantiles_are_those_of_Hazen_and_the_median_is_the_mean_of_the_two_middle_values()
    {
        // Positions 0.5, 1.75, 3, 3.5, 4.5, 5.25 and 5.5 in 0.1, 0.1, 0.4, 2.5, 7.
        ValueCounts counts = Learn([new(25, 1), new(1, 1), new(70, 1), new(1, 1), new(4, 1)]);
        Assert.Equal([0.1, 0.1, 0.4, 1.45, 4.75, 7, 7], new[] { 0, 0.25, 0.5, 0.6, 0.8, 0.95, 1 }.Select(counts.Quantile), (a, b) => Math.Abs(a - b) < 1e-14);
        Assert.Equal(0.25, Learn([new(1, 1), new(4, 1)]).Median);
        Assert.Equal((0.1, 7.0, 5, 4L), (counts.Min, counts.Max, (int)counts.Count, counts.Distinct));
        Assert.Throws<ArgumentOutOfRangeException>(() => counts.Quantile(double.NaN));
    }

    [Fact]
    public void Counts_between_decimal_edges_are_exact()
    {
        ValueCounts counts = Learn([new(1, 1), new(2, 1), new(3, 1), new(30, 2)]);
        Assert.Equal(2, counts.CountBelow(new(3, 1)));
        Assert.Equal(4, counts.CountBelow(new(300_000_000_000_000_001, 18)));
        Assert.Equal(3, counts.CountWithin(new(2, 1), new(31, 2)));
        Assert.Equal(0, counts.CountWithin(new(3, 1), new(2, 1)));
    }

    [Fact]
    public void Counts_above_an_edge_leave_out_the_edge()
    {
        ValueCounts counts = Learn([new(1, 1), new(2, 1), new(3, 1), new(3, 1), new(4, 1)]);
        Assert.Equal(1, counts.CountAbove(new(3, 1)));
        Assert.Equal(3, counts.CountAbove(new(299_999_999_999_999_999, 18)));
        Assert.Equal((0, 5), (counts.CountAbove(new(4, 1)), counts.CountAbove(new(-1, 0))));
        Assert.Equal(0, ValueCounts.Empty.CountAbove(new(0, 0)));
        Assert.Equal(-1, ValueCounts.Empty.Subtract(counts).CountAbove(new(3, 1)));

        ValueCounts buckets = counts.Collapse();
        Assert.Equal((5, 0, 1), (buckets.CountAbove(new(0, 0)), buckets.CountAbove(new(5, 1)), buckets.CountAbove(new(35, 2))));
    }

    [Property]
    public void Every_value_is_below_on_or_above_an_edge(short[] mantissas, byte[] scales, short edge)
    {
        ValueCounts counts = Learn(Values(mantissas, scales));
        DecimalNumber bound = new(edge % 50, 1);
        long on = Values(mantissas, scales).Count(value => value == bound);
        Assert.Equal(counts.Count, counts.CountBelow(bound) + on + counts.CountAbove(bound));
    }

    [Fact]
    public void A_whole_number_is_contained_when_it_occurs_at_whatever_scale()
    {
        ValueCounts counts = Learn([new(300, 2), new(25, 1), new(7, -1), new(0, 0)]);
        Assert.True(counts.Contains(3) && counts.Contains(70) && counts.Contains(0));
        Assert.False(counts.Contains(2) || counts.Contains(7) || counts.Contains(-3));
        Assert.False(ValueCounts.Empty.Contains(0));
        Assert.True(ValueCounts.Empty.Subtract(counts).Contains(3)); // owed, so that the count is not 0
        Assert.False(counts.Subtract(Learn([new(3, 0)])).Contains(3));
    }

    [Fact]
    public void By_bucket_a_whole_number_is_contained_when_a_value_in_its_bucket_is()
    {
        ValueCounts counts = Learn([new(1_000_001, 3), new(-5, 1)]).Collapse();
        Assert.True(counts.Contains(1000) && counts.Contains(1001));
        Assert.False(counts.Contains(1010) || counts.Contains(0) || counts.Contains(-1000));
        Assert.True(counts.Merge(Learn([new(0, 0)])).Contains(0));
    }

    [Fact]
    public void Bins_from_the_extremes_of_other_counts_leave_out_what_lies_beyond()
    {
        ValueCounts whole = Learn([new(0, 0), new(1, 1), new(2, 1), new(3, 1), new(4, 1)]), some = Learn([new(1, 1), new(3, 1), new(9, 1)]);
        Assert.Equal([0, 1, 1, 0], some.BinCounts(whole, 4, BinEdges.Inner).ToArray());
        Assert.Equal([0, 1, 0, 1], some.BinCounts(whole, 4, BinEdges.Upper).ToArray());
        Assert.Equal([0, 0], some.BinCounts(ValueCounts.Empty, 2, BinEdges.Inner).ToArray());
        Assert.Equal([0, 0], ValueCounts.Empty.BinCounts(whole, 2, BinEdges.Inner).ToArray());
        Assert.Throws<ArgumentOutOfRangeException>(() => some.BinCounts(whole, 0, BinEdges.Upper));
    }

    [Fact]
    public void A_value_on_an_edge_counts_where_the_rule_says()
    {
        // Edges 0, 0.1, 0.2, 0.3, 0.4 of which no double but 0 is exact.
        ValueCounts counts = Learn([.. Enumerable.Range(0, 5).Select(i => new DecimalNumber(i, 1))]);
        Assert.Equal([1, 1, 1, 2], counts.BinCounts(4, BinEdges.Upper).ToArray());
        Assert.Equal([1, 1, 2, 1], counts.BinCounts(4, BinEdges.Inner).ToArray());
        Assert.Equal([2, 3], Learn([new(0, 0), new(1, 0), new(1, 0), new(0, 0), new(1, 0)]).BinCounts(2, BinEdges.Inner).ToArray());
        Assert.Equal([1, 2], counts.BinCounts(new(1, 1), new(3, 1), 2, BinEdges.Inner).ToArray());
        Assert.Equal([3, 0], Learn([new(7, 0), new(7, 0), new(7, 0)]).BinCounts(2, BinEdges.Inner).ToArray());
        Assert.Equal([0, 0], ValueCounts.Empty.BinCounts(2, BinEdges.Inner).ToArray());
        Assert.Throws<ArgumentOutOfRangeException>(() => counts.BinCounts(0, BinEdges.Upper));
        Assert.Throws<ArgumentException>(() => counts.BinCounts(new(1, 0), new(0, 0), 1, BinEdges.Upper));
    }

    [Fact]
    public void Without_values_or_with_forgotten_ones_that_were_never_learned_there_is_no_quantile()
    {
        Assert.True(double.IsNaN(ValueCounts.Empty.Median) && double.IsNaN(ValueCounts.Empty.Min));
        ValueCounts owed = Learn([new(1, 0), new(2, 0)]).Subtract(Learn([new(3, 0)]));
        Assert.Equal((1, true), (owed.Count, double.IsNaN(owed.Max)));
        Assert.Equal(2, owed.Merge(Learn([new(3, 0)])).Max);
    }

    [Fact]
    public void Ten_to_the_ten_rows_by_doubling_have_the_median_of_three()
    {
        ValueCounts three = Learn([new(1, 0), new(25, 1), new(3, 0)]), many = three;
        for (int doubling = 0; doubling < 34; doubling++)
        {
            many = many.Merge(many);
        }

        Assert.Equal((3L << 34, 2.5), (many.Count, many.Median));
        Assert.Throws<OverflowException>(() => Enumerable.Range(0, 30).Aggregate(many, (sum, _) => sum.Merge(sum)));
    }

    [Theory]
    [InlineData("empty")]
    [InlineData("one-row")]
    [InlineData("many-rows")]
    [InlineData("collapsed")]
    public void Version_1_of_the_wire_form_reads_and_writes_as_ever(string name)
    {
        byte[] golden = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Golden", $"value-counts-{name}.v1.bin"));
        Assert.Equal(Golden(name), ValueCounts.FromWire(golden));
        Assert.Equal(golden, Golden(name).ToWire());
    }

    [Fact]
    public void Damaged_bytes_are_a_wire_format_exception()
    {
        byte[] wire = Golden("many-rows").ToWire();
        for (int position = 0; position < wire.Length; position++)
        {
            byte[] damaged = [.. wire];
            damaged[position] ^= 0x10;
            Assert.Throws<WireFormatException>(() => ValueCounts.FromWire(damaged));
            Assert.Throws<WireFormatException>(() => ValueCounts.FromWire(wire.AsSpan(0, position)));
            if (position is < 5 || position >= wire.Length - 8)
                continue;
            foreach (byte value in (byte[])[0, 1, 2, 0x7f, 0x80, 0xff])
            {
                damaged[position] = value;
                byte[] resealed = [.. damaged[..^8], .. System.Security.Cryptography.SHA256.HashData(damaged[..^8])[..8]];
                Exception? fault = Record.Exception(() => ValueCounts.FromWire(resealed));
                Assert.True(fault is null or WireFormatException, fault?.ToString());
            }
        }
    }

    internal static ValueCounts Golden(string name) => name switch
    {
        "empty" => ValueCounts.Empty,
        "one-row" => Learn([new(43, 1)]),
        "many-rows" => Learn([new(43, 1), new(-250, 0), new(0, 0), new(43, 1), new(4_000_000_000_000_000_000, 1)]).Subtract(Learn([new(7, 1)])),
        _ => Learn([new(43, 1), new(-250, 0), new(0, 0), new(43, 1), new(1, -300)]).Collapse(),
    };

    private static void AssertGroup(ValueCounts a, ValueCounts b, ValueCounts c)
    {
        Assert.Equal(a.Merge(b), b.Merge(a));
        Assert.Equal(a.Merge(b).Merge(c), a.Merge(b.Merge(c)));
        Assert.Equal(a, a.Merge(ValueCounts.Empty));
        Assert.Equal(a, a.Merge(b).Subtract(b));
        Assert.Equal(a, a.Subtract(b).Merge(b));
        Assert.Equal(0, a.Subtract(a).Distinct);
    }

    private static DecimalNumber[] Values(short[] mantissas, byte[] scales) => Values([.. mantissas.Select(mantissa => (long)mantissa % 50)], scales);

    private static DecimalNumber[] Values(long[] mantissas, byte[] scales) =>
        [.. mantissas.Select((mantissa, i) => new DecimalNumber(mantissa >> 2, scales.Length == 0 ? 0 : (scales[i % scales.Length] % 7) - 3))];

    private static ValueCounts Learn(DecimalNumber[] values)
    {
        ValueCounts counts = ValueCounts.Empty;
        foreach (DecimalNumber[] block in values.Chunk(RowBlock.Capacity))
        {
            var builder = new RowBlockBuilder([Continuous("x")]);
            foreach (DecimalNumber value in block)
            {
                builder.Set(0, value);
                builder.EndRow();
            }

            counts = counts.Merge(ValueCounts.Of(builder.Build().Columns[0]));
        }

        return counts;
    }
}
