using Fusion.Client.Entities;
using Fusion.Node.Push;

namespace Fusion.Node.Tests.Push;

public sealed class LeftOutColumnsSpec
{
    private static readonly ProjectInfo Learned = new() { Type = "cpu", AttributeNames = ["x", "kind$a$b", "kind$c"] };

    [Theory]
    [InlineData("x,kind", null, "")]
    [InlineData("x,city,kind,kin", null, "city,kin")]
    [InlineData("x,city,late,gone", "C,S,T,X", "city")]
    [InlineData("x,list,patient", "C,l,P", "list,patient")]
    public void Columns_without_attributes_are_found_but_for_those_left_out_on_purpose(string columns, string? types, string left) =>
        Assert.Equal(left, string.Join(',', LeftOutColumns.Find(Learned, columns.Split(','), types?.Split(','))));

    [Theory]
    [InlineData("partition", "partitionSplit")]
    [InlineData("sequence", "sml_project_order")]
    [InlineData("cpu", "sml_project_hashtrick_binsize")]
    public void A_project_that_uses_texts_in_another_way_leaves_none_out(string type, string parameter)
    {
        ProjectInfo project = Learned with { Type = type, Params = new Dictionary<string, string> { [parameter] = "3" } };

        Assert.Empty(LeftOutColumns.Find(project, ["city"], null));
    }
}
