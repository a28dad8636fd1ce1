using Fusion.Node.Demo;
using Fusion.Node.Tests.Support;

namespace Fusion.Node.Tests.Demo;

public sealed class CsvTableSpec
{
    [Fact]
    public void Names_rows_and_columns_are_read()
    {
        CsvTable table = Read("a,b\n1,2\n-3.5,\n");

        Assert.Equal(["a", "b"], table.Names);
        Assert.Equal([["1", "2"], ["-3.5", ""]], table.Rows);
        Assert.Equal([1, -3.5], table.Column("a"));
    }

    [Theory]
    [InlineData("", "line 1")]
    [InlineData("a,b\n1,2\n3\n", "line 3")]
    public void A_file_that_is_no_table_is_refused_with_the_line(string text, string line)
    {
        Assert.Contains(line, Assert.Throws<FormatException>(() => Read(text)).Message, StringComparison.Ordinal);
    }

    private static CsvTable Read(string text)
    {
        using TempFolder temp = new();
        File.WriteAllText(temp["t.csv"], text);
        return CsvTable.Read(temp["t.csv"]);
    }
}
