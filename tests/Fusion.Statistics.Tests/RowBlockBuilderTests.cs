using static Fusion.Statistics.Tests.TestBlocks;

namespace Fusion.Statistics.Tests;

public class RowBlockBuilderTests
{
    [Fact]
    public void A_column_takes_the_largest_scale_of_its_values()
    {
        ColumnBlock column = Build(new(43, 1), new(-5, 3), new(2, 0), new(0, 17));
        Assert.Equal(3, column.Scale);
        Assert.Equal([4300, -5, 2000, 0], column.Mantissas.ToArray());
        Assert.False(column.Quantised);
    }

    [Fact]
    public void Trailing_zeros_give_way_when_there_is_no_room_for_them()
    {
        ColumnBlock column = Build(new(1_000_000_000_000_000_000, 18), new(4_000_000_000, 0));
        Assert.Equal((0, false), (column.Scale, column.Quantised));
        Assert.Equal([1, 4_000_000_000], column.Mantissas.ToArray());
    }

    [Fact]
    public void Negative_scales_stay_coarse()
    {
        ColumnBlock column = Build(new(12, -20), new(5, -21));
        Assert.Equal(-20, column.Scale);
        Assert.Equal([12, 50], column.Mantissas.ToArray());
    }

    [Fact]
    public void Values_too_far_apart_are_rounded_half_to_even_on_the_finest_grid()
    {
        ColumnBlock column = Build(new(4_000_000_000_000_000_000, 0), new(25, 1), new(-35, 1), new(1, 300));
        Assert.Equal((0, true), (column.Scale, column.Quantised));
        Assert.Equal([4_000_000_000_000_000_000, 2, -4, 0], column.Mantissas.ToArray());
    }

    [Fact]
    public void The_extreme_mantissas_of_64_bits_are_rounded_into_range()
    {
        ColumnBlock column = Build(new(long.MinValue, 0), new(long.MaxValue, 0));
        Assert.Equal((-1, true), (column.Scale, column.Quantised));
        Assert.Equal([-922_337_203_685_477_581, 922_337_203_685_477_581], column.Mantissas.ToArray());
    }

    [Fact]
    public void Scales_beyond_the_limit_end_as_zero_or_are_refused()
    {
        ColumnBlock tiny = Build(new(5, 401), new(15, 401), new(1, int.MaxValue));
        Assert.Equal([0, 2, 0], tiny.Mantissas.ToArray());
        Assert.True(tiny.Quantised);
        Assert.Equal(-400, Build(new DecimalNumber(7, -410)).Scale);
        AttributeRangeException fault = Assert.Throws<AttributeRangeException>(() => Build(new DecimalNumber(7, int.MinValue)));
        Assert.Contains("'x'", fault.Message, StringComparison.Ordinal);
        Assert.Throws<AttributeRangeException>(() => Build(new DecimalNumber(1L << 62, -ColumnBlock.MaxScale)));
        Assert.Equal(-400, Build(new DecimalNumber((1L << 62) - 1, -ColumnBlock.MaxScale)).Scale);
    }

    [Fact]
    public void A_binary_column_takes_only_0_and_1_however_written()
    {
        var builder = new RowBlockBuilder([Binary("b")]);
        builder.Set(0, new DecimalNumber(100, 2));
        builder.EndRow();
        AttributeRangeException fault = Assert.Throws<AttributeRangeException>(() => builder.Set(0, new DecimalNumber(2, 0)));
        Assert.Contains("'b' is binary", fault.Message, StringComparison.Ordinal);
        builder.CancelRow();
        Assert.Equal([1], builder.Build().Columns[0].Mantissas.ToArray());
    }

    [Fact]
    public void A_cancelled_or_unended_row_is_not_in_the_block_nor_in_the_next()
    {
        var builder = new RowBlockBuilder([Continuous("x"), Continuous("y")]);
        builder.Set(0, new DecimalNumber(1, 0));
        builder.CancelRow();
        builder.Set(1, new DecimalNumber(2, 0));
        builder.EndRow();
        builder.Set(0, new DecimalNumber(3, 0));
        RowBlock block = builder.Build();
        Assert.Equal((1, false, true), (block.Rows, block.Columns[0].IsPresent(0), block.Columns[1].IsPresent(0)));
        builder.EndRow();
        RowBlock next = builder.Build();
        Assert.Equal((1, false, false), (next.Rows, next.Columns[0].IsPresent(0), next.Columns[1].IsPresent(0)));
    }

    [Fact]
    public void A_full_block_takes_no_more_rows()
    {
        var builder = new RowBlockBuilder([Continuous("x")]);
        while (!builder.IsFull)
        {
            builder.Set(0, new DecimalNumber(builder.Rows, 0));
            builder.EndRow();
        }

        Assert.Throws<InvalidOperationException>(() => builder.Set(0, default));
        Assert.Throws<InvalidOperationException>(builder.EndRow);
        RowBlock block = builder.Build();
        Assert.Equal((RowBlock.Capacity, RowBlock.Capacity - 1L), (block.Rows, block.Columns[0].Mantissas[^1]));
        Assert.Equal(0, builder.Rows);
    }

    [Fact]
    public void A_column_that_breaks_a_rule_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new ColumnBlock(Continuous("x"), 0, [1, 2], [1]));
        Assert.Throws<ArgumentException>(() => new ColumnBlock(Continuous("x"), 0, [1], [3]));
        Assert.Throws<ArgumentException>(() => new ColumnBlock(Continuous("x"), 0, [1], []));
        Assert.Throws<ArgumentException>(() => new ColumnBlock(Continuous("x"), 0, [1L << 62], [1]));
        Assert.Throws<ArgumentException>(() => new ColumnBlock(Continuous("x"), 401, [1], [1]));
        Assert.Throws<ArgumentException>(() => new ColumnBlock(Binary("b"), 0, [2], [1]));
        Assert.Throws<ArgumentException>(() => new ColumnBlock(Binary("b"), 1, [1], [1]));
        Assert.Throws<ArgumentException>(() => new RowBlock(2, [new ColumnBlock(Continuous("x"), 0, [1], [1])]));
    }

    private static ColumnBlock Build(params DecimalNumber[] values)
    {
        var builder = new RowBlockBuilder([Continuous("x")]);
        foreach (DecimalNumber value in values)
        {
            builder.Set(0, value);
            builder.EndRow();
        }

        return builder.Build().Columns[0];
    }

    [Fact]
    public void A_block_of_one_row_takes_little_memory()
    {
        AttributeInfo[] attributes = [.. Enumerable.Range(0, 20).Select(i => TestBlocks.Continuous($"x{i}"))];
        BuildOneRow(attributes);
        long before = GC.GetAllocatedBytesForCurrentThread();
        BuildOneRow(attributes);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 20_000);
    }

    private static void BuildOneRow(AttributeInfo[] attributes)
    {
        var builder = new RowBlockBuilder(attributes);
        builder.Set(0, new DecimalNumber(1, 0));
        builder.EndRow();
        Assert.Equal(1, builder.Build().Rows);
    }
}
