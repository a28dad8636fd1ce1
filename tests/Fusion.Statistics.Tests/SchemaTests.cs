using static Fusion.Statistics.Tests.TestBlocks;

namespace Fusion.Statistics.Tests;

public class SchemaTests
{
    [Fact]
    public void A_name_of_another_kind_is_refused_and_nothing_changes()
    {
        var accumulator = new StatisticsAccumulator();
        accumulator.Add(Rows([Continuous("x")], [1]));
        SufficientStatistics before = accumulator.Snapshot();
        RowBlock clash = Rows([Continuous("new"), Binary("x")], [1, 1]);
        IncompatibleSchemaException fault = Assert.Throws<IncompatibleSchemaException>(() => accumulator.Add(clash));
        Assert.Equal("Attribute 'x' is Continuous here and Binary in the other operand.", fault.Message);
        Assert.Throws<IncompatibleSchemaException>(() => accumulator.Subtract(Of(clash)));
        Assert.Throws<IncompatibleSchemaException>(() => before.Reorder(clash.Schema));
        Reading.AssertSame(before, accumulator.Snapshot());
        Assert.Single(accumulator.Schema);
    }

    [Fact]
    public void A_name_of_another_category_is_refused()
    {
        SufficientStatistics flag = Of(Rows([Binary("town$Ulm")], [1])), dummy = Of(Rows([Dummy("town", "Ulm")], [1]));
        Assert.Equal(
            "Attribute 'town$Ulm' is Binary here and Binary of category 'town' in the other operand.",
            Assert.Throws<IncompatibleSchemaException>(() => flag.Merge(dummy)).Message);
    }

    [Fact]
    public void Selected_attributes_keep_their_statistics_in_the_order_asked()
    {
        SufficientStatistics all = Of(Rows([Continuous("x"), Binary("b"), Continuous("y")], [1, 0, 5], [2, 1, null], [7, null, 3]));
        SufficientStatistics some = all.Select(["y", "b"]);
        Assert.Equal(["y", "b"], some.Schema.Select(attribute => attribute.Name));
        Assert.Equal(all.Univariate(2), some.Univariate(0));
        Assert.Equal(all.Bivariate(2, 1), some.Bivariate(0, 1));
        Assert.Equal(all.Conditional(2, 1), some.Conditional(0, 1));
        Assert.Equal(3, some.Rows);
        Assert.Throws<ArgumentException>(() => all.Select(["z"]));
    }

    [Fact]
    public void Reordering_needs_every_attribute()
    {
        SufficientStatistics statistics = Of(Rows([Continuous("x"), Continuous("y")], [1, 2]));
        Assert.Throws<ArgumentException>(() => statistics.Reorder(Schema.Of([Continuous("x")])));
        Assert.Same(statistics, statistics.Reorder(statistics.Schema));
    }

    [Fact]
    public void Schemas_are_equal_by_content_and_know_names_and_categories()
    {
        AttributeInfo[] attributes = [Continuous("x"), Dummy("t", "a"), Binary("b"), Dummy("t", "c")];
        var schema = Schema.Of(attributes);
        Assert.Equal(schema, Schema.Of(attributes[..2]).Append(attributes[2..]));
        Assert.Equal(schema.GetHashCode(), Schema.Of(attributes).GetHashCode());
        Assert.NotEqual(schema, Schema.Of(attributes.Reverse()));
        Assert.Equal([1, 3], schema.CategoryMembers("t").ToArray());
        Assert.Empty(schema.CategoryMembers("x").ToArray());
        Assert.Equal((2, -1), (schema.IndexOf("b"), schema.IndexOf("B")));
        Assert.Throws<ArgumentException>(() => schema.Append([Continuous("x")]));
        Assert.Throws<ArgumentException>(() => Schema.Of([new AttributeInfo("x", AttributeKind.Continuous, "t")]));
    }
}
