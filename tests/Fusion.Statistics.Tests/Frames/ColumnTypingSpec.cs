using System.Text;
using Fusion.Statistics.Frames;

namespace Fusion.Statistics.Tests.Frames;

public sealed class ColumnTypingSpec
{
    [Fact]
    public void A_type_once_found_holds()
    {
        var typing = new ColumnTyping(["a", "b"], default, AttributeCatalog.Empty);

        Assert.Equal([ColumnType.Binary, ColumnType.Text], typing.TypesOf(Frame("1,", "0,")).ToArray());
        Assert.Null(typing.Found);
        Assert.Equal([ColumnType.Binary, ColumnType.Continuous], typing.TypesOf(Frame("7,2.5")).ToArray());
        Assert.Equal([ColumnType.Binary, ColumnType.Continuous], typing.Found!.Value.ToArray());
    }

    [Fact]
    public void A_known_column_keeps_its_type_and_the_senders_counts_else()
    {
        AttributeCatalog catalog = AttributeCatalog.Empty.Register([new AttributeInfo("a", AttributeKind.Continuous)], []);
        var typing = new ColumnTyping(["a", "b"], [ColumnType.Category, ColumnType.Category], catalog);

        Assert.Equal([ColumnType.Continuous, ColumnType.Category], typing.Found!.Value.ToArray());
    }

    [Fact]
    public void Types_must_be_as_many_as_names()
    {
        Assert.Equal(
            "There are 1 columns and 2 types; give one type for each column or none.",
            Assert.Throws<FrameException>(() => new ColumnTyping(["a"], [ColumnType.Text, ColumnType.Text], AttributeCatalog.Empty)).Message);
    }

    private static DataFrame Frame(params string[] rows)
    {
        var builder = new DataFrameBuilder(["a", "b"]);
        foreach (string row in rows)
        {
            foreach (string cell in row.Split(','))
            {
                builder.AddCell(Encoding.UTF8.GetBytes(cell));
            }

            builder.EndRow();
        }

        return builder.Build();
    }
}
