using Fusion.Models.Code;

namespace Fusion.Models.Tests.Code;

public sealed class IdentifiersSpec
{
    private static readonly Identifiers Names = new(["class", "max"], StringComparer.Ordinal);

    [Theory]
    [InlineData("petal_width", "petal_width")]
    [InlineData("city$New York", "city_New_York")]
    [InlineData("2nd", "_2nd")]
    [InlineData("größe", "gr__e")]
    [InlineData("class", "class_")]
    [InlineData("", "_")]
    [InlineData("a);\nDROP TABLE t;--", "a___DROP_TABLE_t___")]
    public void What_no_identifier_can_hold_becomes_an_underscore(string name, string identifier) => Assert.Equal(identifier, Names.Of(name));

    [Fact]
    public void Names_that_clash_get_a_suffix_and_those_that_need_no_change_keep_theirs() =>
        Assert.Equal(["a_b_3", "a_b", "a_b_2", "a_b_4", "class_", "class__2"], Names.Of(["a-b", "a_b", "a_b_2", "a.b", "class", "class?"]).Take(6));

    [Fact]
    public void Where_case_does_not_matter_names_that_differ_in_it_clash() =>
        Assert.Equal(["A", "a_2", "Select_"], new Identifiers(["SELECT"], StringComparer.OrdinalIgnoreCase).Of(["A", "a", "Select"]).AsEnumerable());

    [Fact]
    public void Many_names_that_come_down_to_one_are_told_apart() =>
        Assert.Equal(20_000, Names.Of([.. Enumerable.Range(0, 20_000).Select(k => $"{(char)(0x4e00 + k)}")]).Distinct().Count());
}
