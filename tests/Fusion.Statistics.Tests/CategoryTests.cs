using static Fusion.Statistics.Tests.TestBlocks;

namespace Fusion.Statistics.Tests;

public class CategoryTests
{
    private static readonly AttributeInfo X = Continuous("x");

    [Fact]
    public void A_late_dummy_counts_0_where_its_category_was_present()
    {
        SufficientStatistics statistics = Of(
            Rows([X, Dummy("town", "Bonn")], [1, 1], [2, null], [3, 1]),
            Rows([X, Dummy("town", "Ulm")], [4, 1]));
        Assert.Equal(3, statistics.Univariate(statistics.Schema.IndexOf("town$Ulm")).Count);
        Assert.Equal(3, statistics.Univariate(statistics.Schema.IndexOf("town$Bonn")).Count);
        BivariateMoments moments = statistics.Bivariate(0, statistics.Schema.IndexOf("town$Ulm"));
        Assert.Equal((3, 8, 1, 4), (moments.Count, (double)moments.SumX, (double)moments.SumY, (double)moments.SumXY));
    }

    [Fact]
    public void The_first_dummy_of_a_category_is_missing_before()
    {
        SufficientStatistics statistics = Of(Rows([X], [1], [2]), Rows([X, Dummy("town", "Ulm")], [4, 1]));
        Assert.Equal(1, statistics.Univariate(1).Count);
    }

    [Fact]
    public void Siblings_that_are_not_set_are_0_in_the_row()
    {
        RowBlock block = Rows([Dummy("town", "Bonn"), Dummy("town", "Ulm")], [1, null], [null, null], [null, 1]);
        Assert.Equal(5UL, block.Columns[1].Presence[0]);
        Assert.Equal([0, 0, 1], block.Columns[1].Mantissas.ToArray());
    }

    [Fact]
    public void A_block_without_any_dummy_misses_the_category()
    {
        SufficientStatistics statistics = Of(Rows([X, Dummy("town", "Ulm")], [4, 1]), Rows([X], [1], [2]));
        Assert.Equal(1, statistics.Univariate(1).Count);
        Assert.Equal(3, statistics.Univariate(0).Count);
    }

    [Fact]
    public void Reordering_aligns_an_absent_dummy_with_its_category()
    {
        SufficientStatistics statistics = Of(Rows([X, Dummy("town", "Bonn")], [1, 1], [2, null]));
        SufficientStatistics reordered = statistics.Reorder(
            Schema.Of([Continuous("new"), Dummy("town", "Ulm"), Dummy("town", "Bonn"), Dummy("trade", "smith"), X]));
        Assert.Equal([0, 1, 1, 0, 2], Enumerable.Range(0, 5).Select(i => reordered.Univariate(i).Count));
        Reading.AssertSame(statistics, reordered);
    }

    [Fact]
    public void Dummies_of_one_category_in_different_rows_are_no_block()
    {
        var bonn = new ColumnBlock(Dummy("town", "Bonn"), 0, [1, 0], [1]);
        var ulm = new ColumnBlock(Dummy("town", "Ulm"), 0, [0, 1], [2]);
        Assert.Throws<ArgumentException>(() => new RowBlock(2, [bonn, ulm]));
    }

    [Fact]
    public void Forgetting_the_rows_that_brought_a_category_leaves_no_trace()
    {
        SufficientStatistics before = Of(Rows([X], [1], [2]));
        RowBlock first = Rows([X, Dummy("town", "Ulm")], [4, 1], [5, null]), second = Rows([Dummy("town", "Bonn")], [1]);
        SufficientStatistics after = before.Merge(Of(first, second)).Subtract(Of(second)).Subtract(Of(first));
        Reading.AssertSame(before, after, bounds: false);
    }

    [Fact]
    public void A_category_column_is_no_attribute_of_the_other_operand()
    {
        SufficientStatistics category = Of(Rows([X, Dummy("town", "Ulm")], [4, 1])), attribute = Of(Rows([Continuous("town")], [1]));
        Assert.Throws<IncompatibleSchemaException>(() => category.Merge(attribute));
        Assert.Throws<IncompatibleSchemaException>(() => attribute.Merge(category));
        Assert.Throws<IncompatibleSchemaException>(() => Of(Rows([Continuous("town")], [1]), Rows([Dummy("town", "Ulm")], [1])));
    }
}
