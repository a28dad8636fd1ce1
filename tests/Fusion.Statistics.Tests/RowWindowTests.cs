using FsCheck.Xunit;
using static Fusion.Statistics.Tests.TestBlocks;

namespace Fusion.Statistics.Tests;

[Properties(Arbitrary = [typeof(SampleGenerator)], MaxTest = 40, Replay = "20240310,7")]
public class RowWindowTests
{
    [Property]
    public void The_window_and_the_sums_of_what_came_and_went_are_those_of_the_last_rows(Sample sample)
    {
        foreach (int capacity in (int[])[1, 7, 20, 64, 1_000])
        {
            RowWindow window = Empty(capacity);
            SufficientStatistics sums = SufficientStatistics.Empty;
            for (int part = 0; part < sample.Parts.Count; part++)
            {
                WindowChange change = window.Learn(new RowBatch([Sample.Block(sample.Parts[part])]));
                window = change.Window;
                sums = sums.Merge(SufficientStatistics.Of(change.Entered.Blocks)).Subtract(SufficientStatistics.Of(change.Left.Blocks));
                StatisticsDigest expected = Last(sample.Parts.Take(part + 1).SelectMany(rows => rows), capacity).Digest();
                Assert.Equal(expected, SufficientStatistics.Of(window.Content().Blocks).Digest());
                Assert.Equal(expected, sums.Digest());
            }
        }
    }

    [Property]
    public void How_rows_are_dealt_to_batches_does_not_matter(Sample sample, int seed)
    {
        var random = new Random(seed);
        IReadOnlyDictionary<string, object>[] rows = [.. sample.Rows];
        RowWindow window = Empty(11);
        for (int row = 0; row < rows.Length;)
        {
            int count = random.Next(1, 5);
            window = window.Learn(new RowBatch([Sample.Block(rows[row..Math.Min(rows.Length, row + count)])])).Window;
            row += count;
        }

        Assert.Equal(Math.Min(11, rows.Length), window.Rows);
        Assert.Equal(Last(rows, 11).Digest(), SufficientStatistics.Of(window.Content().Blocks).Digest());
    }

    [Property]
    public void Forgetting_what_is_in_the_window_takes_it_out(Sample sample)
    {
        IReadOnlyDictionary<string, object>[] rows = [.. sample.Rows];
        RowWindow window = Empty(1_000_000);
        foreach (RowBlock block in sample.Blocks)
        {
            window = window.Learn(new RowBatch([block])).Window;
        }

        WindowChange change = window.Forget(new RowBatch([Sample.Block([.. rows.Where((_, row) => row % 3 == 0).Take(1000)])]));

        IEnumerable<IReadOnlyDictionary<string, object>> kept = rows.Where((_, row) => row % 3 != 0);
        Assert.Equal(rows.Length, change.Window.Rows + change.Left.Rows);
        Assert.Equal(Last(kept, rows.Length).Digest(), SufficientStatistics.Of(change.Window.Content().Blocks).Digest());
        Assert.Equal(0, change.Entered.Rows);
    }

    [Fact]
    public void The_newest_of_equal_rows_goes_and_one_without_an_equal_changes_nothing()
    {
        RowWindow window = Empty(10).Learn(new RowBatch([Column("x", 0, 1, 2, 1, 3)])).Window;

        WindowChange one = window.Forget(new RowBatch([Column("x", 1, 10, 70)])); // 1.0 and 7.0
        WindowChange all = one.Window.Forget(new RowBatch([Column("x", 0, 1, 1, 3)]));

        Assert.Equal([1, 2, 3], Values(one.Window));
        Assert.Equal([1], Values(one.Left));
        Assert.Equal([2], Values(all.Window));
        Assert.Equal([1, 3], Values(all.Left));
    }

    [Fact]
    public void A_row_with_more_values_is_another_row()
    {
        RowWindow window = Empty(10).Learn(new RowBatch([Rows([Continuous("x"), Binary("b"), Dummy("t", "u")], [1, 0, 1], [1, null, 1], [1, 0, null])])).Window;

        Assert.Equal(0, window.Forget(new RowBatch([Column("x", 0, 1)])).Left.Rows);
        Assert.Equal(1, window.Forget(new RowBatch([Rows([Dummy("t", "v"), Dummy("t", "u"), Continuous("x")], [0, 1, 1])])).Left.Rows);
        Assert.Equal(0, window.Forget(new RowBatch([Rows([Dummy("t", "v"), Continuous("x")], [1, 1])])).Left.Rows);
    }

    [Fact]
    public void Single_rows_are_joined_to_large_blocks_and_leave_one_by_one()
    {
        RowWindow window = Empty(5_000);
        for (int row = 0; row < 12_000; row++)
        {
            window = window.Learn(new RowBatch([Column("x", row % 3, row)])).Window;
        }

        RowBatch content = window.Content();
        Assert.Equal((5_000, 5_000), (window.Rows, content.Rows));
        Assert.InRange(content.Blocks.Length, 5, 20);
    }

    [Fact]
    public void Blocks_without_a_common_scale_stay_apart_and_exact()
    {
        RowBatch rows = Empty(10).Learn(new RowBatch([Column("x", 30, 7)])).Window.Learn(new RowBatch([Column("x", -30, 7)])).Window.Content();

        Assert.Equal([30, -30], rows.Blocks.Select(block => block.Columns[0].Scale));
    }

    private static RowWindow Empty(int capacity) => RowWindow.Of(capacity, RowBatch.Empty);

    private static SufficientStatistics Last(IEnumerable<IReadOnlyDictionary<string, object>> rows, int count) =>
        SufficientStatistics.Of(rows.TakeLast(count).Chunk(1_000).Select(chunk => Sample.Block(chunk)));

    private static IEnumerable<long> Values(RowWindow window) => Values(window.Content());

    private static IEnumerable<long> Values(RowBatch rows) => rows.Blocks.SelectMany(
        block => Enumerable.Range(0, block.Rows).Select(row => new DecimalNumber(block.Columns[0].Mantissas[row], block.Columns[0].Scale).Normalised().Mantissa));
}
