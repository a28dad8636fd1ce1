using Fusion.Statistics.Frames;

namespace Fusion.Statistics.Tests.Frames;

public sealed class FrameColumnsSpec
{
    private static readonly AttributeInfo Width = new("width", AttributeKind.Continuous);
    private static readonly AttributeInfo Flag = new("flag", AttributeKind.Binary);
    private static readonly AttributeInfo Red = new("colour$red", AttributeKind.Binary, "colour");
    private static readonly AttributeInfo Blue = new("colour$blue", AttributeKind.Binary, "colour");

    [Fact]
    public void Inputs_are_found_by_name_and_categories_become_their_dummies()
    {
        DataFrame frame = FrameText.Of("surplus colour flag width", "?, RED ,true,0.1", "?,green,0,-2e3", "?,,,NaN");
        Assert.Equal([0.1, 1, 1, 0], Row(frame, 0, Width, Flag, Red, Blue));
        Assert.Equal([-2000, 0, 0, 0], Row(frame, 1, Width, Flag, Red, Blue));
        Assert.Equal([double.NaN, double.NaN, double.NaN, double.NaN], Row(frame, 2, Width, Flag, Red, Blue));
    }

    [Fact]
    public void An_absent_column_is_missing_in_every_row()
    {
        FrameColumns columns = FrameColumns.Bind(FrameText.Of("flag", "1"), [Width, Red, Flag]);
        Assert.Equal([false, false, true], [columns.IsBound(0), columns.IsBound(1), columns.IsBound(2)]);
        Assert.Equal([double.NaN, double.NaN, 1], [columns.Read(0, 0), columns.Read(0, 1), columns.Read(0, 2)]);
    }

    [Fact]
    public void A_dummy_may_come_as_a_column_of_its_own() =>
        Assert.Equal([0, 1], Row(FrameText.Of("colour$blue colour$red", "1,0"), 0, Red, Blue));

    [Fact]
    public void A_bad_cell_is_named()
    {
        FrameColumns columns = FrameColumns.Bind(FrameText.Of("width flag", "1,1", "wide,2", "1"), [Width, Flag]);
        Assert.StartsWith("Row 2, column 'width': 'wide' is not a number", Message(columns, 1, 0), StringComparison.Ordinal);
        Assert.StartsWith("Row 2, column 'flag': '2' is not binary", Message(columns, 1, 1), StringComparison.Ordinal);
        Assert.StartsWith("Row 3 has 1 cells", Message(columns, 2, 0), StringComparison.Ordinal);
    }

    private static double[] Row(DataFrame frame, int row, params AttributeInfo[] wanted)
    {
        FrameColumns columns = FrameColumns.Bind(frame, wanted);
        return [.. wanted.Select((_, k) => columns.Read(row, k))];
    }

    private static string Message(FrameColumns columns, int row, int k) => Assert.Throws<FrameException>(() => columns.Read(row, k)).Message;
}
