namespace Fusion.Statistics.Tests;

public class ColumnBlockTests
{
    private const long Bound = 1L << 62;
    private static readonly AttributeInfo Number = TestBlocks.Continuous("x");
    private static readonly AttributeInfo Flag = TestBlocks.Binary("b");

    [Theory]
    [InlineData(1, 1)]
    [InlineData(63, 10)]
    [InlineData(64, 63)]
    [InlineData(65, 64)]
    [InlineData(200, 130)]
    [InlineData(1024, 1023)]
    public void Bounds_are_found_in_any_row(int rows, int row)
    {
        long[] mantissas = new long[rows];
        row = Math.Min(row, rows - 1);
        foreach (long extreme in (long[])[Bound - 1, 1 - Bound])
        {
            mantissas[row] = extreme;
            ColumnBlock column = Complete(Number, mantissas);
            Assert.Equal((rows, rows == 1 ? extreme : Math.Min(0, extreme), rows == 1 ? extreme : Math.Max(0, extreme)), (column.Count, column.Min, column.Max));
        }
    }

    [Fact]
    public void Missing_rows_have_no_part_in_the_bounds()
    {
        long[] mantissas = [.. Enumerable.Range(0, 130).Select(row => row == 70 ? 0L : 100 + row)];
        var column = new ColumnBlock(Number, 0, mantissas, [ulong.MaxValue, ulong.MaxValue & ~(1UL << 6), 0b11]);
        Assert.Equal((129, 100, 229), (column.Count, column.Min, column.Max));
        var none = new ColumnBlock(Number, 0, new long[70], [0, 0]);
        Assert.Equal((0, long.MaxValue, long.MinValue), (none.Count, none.Min, none.Max));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(99)]
    public void A_mantissa_out_of_range_is_refused_in_any_row(int row)
    {
        long[] mantissas = new long[100];
        foreach (long wrong in (long[])[Bound, -Bound, long.MinValue, long.MaxValue])
        {
            mantissas[row] = wrong;
            Assert.Throws<ArgumentException>(() => Complete(Number, mantissas));
        }

        mantissas[row] = 2;
        Assert.Throws<ArgumentException>(() => Complete(Flag, mantissas));
        mantissas[row] = -1;
        Assert.Throws<ArgumentException>(() => Complete(Flag, mantissas));
        mantissas[row] = 1;
        Assert.Equal(1, Complete(Flag, mantissas).Max);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(99)]
    public void A_value_in_a_row_marked_missing_is_refused_by_its_row(int row)
    {
        long[] mantissas = new long[100];
        ulong[] presence = [ulong.MaxValue, (1UL << 36) - 1];
        mantissas[row] = 7;
        presence[row / 64] &= ~(1UL << (row % 64));
        ArgumentException fault = Assert.Throws<ArgumentException>(() => new ColumnBlock(Number, 0, mantissas, presence));
        Assert.Contains($"row {row},", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Presence_must_fit_the_rows()
    {
        Assert.Throws<ArgumentException>(() => new ColumnBlock(Number, 0, new long[65], [1]));
        Assert.Throws<ArgumentException>(() => new ColumnBlock(Number, 0, new long[3], [0b1111]));
        Assert.Throws<ArgumentException>(() => new ColumnBlock(Flag, 1, new long[1], [1]));
        Assert.Throws<ArgumentException>(() => new ColumnBlock(Number, ColumnBlock.MaxScale + 1, new long[1], [1]));
    }

    private static ColumnBlock Complete(AttributeInfo attribute, long[] mantissas)
    {
        ulong[] presence = [.. Enumerable.Range(0, (mantissas.Length + 63) / 64).Select(word => mantissas.Length - (64 * word) >= 64 ? ulong.MaxValue : (1UL << (mantissas.Length % 64)) - 1)];
        return new ColumnBlock(attribute, 0, mantissas, presence);
    }
}
