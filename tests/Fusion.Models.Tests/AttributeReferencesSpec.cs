using System.Collections.Immutable;
using Fusion.Models.Tests.Support;
using Fusion.Statistics;

namespace Fusion.Models.Tests;

public class AttributeReferencesSpec
{
    /// <summary>Attribute 2 is called "1": an index and a name in one.</summary>
    private static readonly Schema Schema = Schema.Of(
    [
        new AttributeInfo("age", AttributeKind.Continuous),
        new AttributeInfo("colour$red", AttributeKind.Binary, "colour"),
        new AttributeInfo("1", AttributeKind.Continuous),
        new AttributeInfo("colour$blue", AttributeKind.Binary, "colour"),
        new AttributeInfo("sick", AttributeKind.Binary),
    ]);

    [Fact]
    public void An_index_field_holds_indexes_then_names_then_category_columns()
    {
        MlContext context = Requests.Indexes("1 sick colour 0");
        Assert.Equal([[1], [4], [1, 3], [0]], Indexes(context.ResolveInputs(Schema)));
        Assert.Equal([false, false, true, false], context.ResolveInputs(Schema).Select(reference => reference.IsCategory));
    }

    [Fact]
    public void A_name_field_holds_names_then_category_columns_then_indexes() =>
        Assert.Equal([[2], [1, 3], [4], [0]], Indexes(Requests.Names("1 colour 4 age").ResolveInputs(Schema)));

    [Fact]
    public void Names_win_over_indexes_when_both_are_given()
    {
        MlContext context = Requests.Names("age", "sick") with { InputAttributes = ["3"], Targets = ["2"] };
        Assert.Equal([[0]], Indexes(context.ResolveInputs(Schema)));
        Assert.Equal([[4]], Indexes(context.ResolveTargets(Schema)));
    }

    [Theory]
    [InlineData("5")]
    [InlineData("-1")]
    [InlineData("1.0")]
    [InlineData("Age")]
    [InlineData("nose")]
    public void An_entry_that_is_nothing_is_named(string entry)
    {
        var byIndex = Assert.Throws<InvalidRequestException>(() => Requests.Indexes(entry).ResolveInputs(Schema));
        var byName = Assert.Throws<InvalidRequestException>(() => Requests.Names("age", entry).ResolveTargets(Schema));
        Assert.Equal($"'{entry}' in inputAttributes is no attribute and no category column of the project; indexes go from 0 to 4.", byIndex.Message);
        Assert.StartsWith($"'{entry}' in targetAttributeNames is", byName.Message);
    }

    [Fact]
    public void A_project_without_attributes_says_so() => Assert.EndsWith(
        "the project has no attributes yet.",
        Assert.Throws<InvalidRequestException>(() => Requests.Indexes("0").ResolveInputs(Schema.Empty)).Message);

    [Fact]
    public void A_default_array_is_an_empty_one()
    {
        var context = new MlContext(default, default, default, default, null!);
        Assert.Empty(context.ResolveInputs(Schema));
        Assert.Null(context.FindParameter("x"));
    }

    [Fact]
    public void A_model_without_inputs_takes_all_attributes_but_the_targets() =>
        Assert.Equal([0, 1, 2, 3], Requests.Names("", "sick").ResolveModel(Schema).Inputs.AsEnumerable());

    [Fact]
    public void A_model_drops_repetitions_and_targets_and_keeps_the_order()
    {
        ModelAttributes attributes = Requests.Names("colour sick age colour$red 0", "sick sick").ResolveModel(Schema);
        Assert.Equal([1, 3, 0], attributes.Inputs.AsEnumerable());
        Assert.Equal([4], attributes.Targets.AsEnumerable());
    }

    private static IEnumerable<int[]> Indexes(ImmutableArray<AttributeReference> references) =>
        references.Select(reference => reference.Indexes.ToArray());
}
