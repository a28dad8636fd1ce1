using System.Text;
using Fusion.Statistics.Frames;

namespace Fusion.Statistics.Tests.Frames;

public sealed class HashTrickSpec
{
    /// <summary>Published FNV-1a values: a → e40c292c, foobar → bf9cf968.</summary>
    [Theory]
    [InlineData("a", 0xe40c292c % 1024)]
    [InlineData(" FooBar ", 0xbf9cf968 % 1024)]
    [InlineData("", -1)]
    [InlineData("NaN", -1)]
    public void The_bucket_is_that_of_the_trimmed_lower_case_text(string value, long expected) =>
        Assert.Equal(expected, new HashTrick(1024).BucketOf(Encoding.UTF8.GetBytes(value)));

    [Fact]
    public void Text_and_category_columns_become_buckets_and_numbers_stay()
    {
        DataFrame frame = new HashTrick(8).Apply(Frame("x,s,t,i", "CSTX", "1,a,foobar,z", "2,,A,z"), AttributeCatalog.Empty);
        Assert.Equal("CTTX", string.Concat(frame.AttributeTypes.Select(type => type.Letter())));
        Assert.Equal(["1", "h4", "h0", "z", "2", "", "h4", "z"], Cells(frame));
        EncodedFrame encoded = FrameEncoder.Encode(frame, AttributeCatalog.Empty, EncodeOptions.Default);
        Assert.Equal(["x", "s$h4", "t$h0", "t$h4"], encoded.Catalog.Schema.Select(attribute => attribute.Name));
    }

    [Fact]
    public void What_is_known_wins_over_what_the_frame_says()
    {
        AttributeCatalog known = AttributeCatalog.Empty.Register([new AttributeInfo("n", AttributeKind.Continuous)], ["t"]);
        DataFrame frame = new HashTrick(8).Apply(Frame("n,t", "TC", "1,a"), known);
        Assert.Equal(["1", "h4"], Cells(frame));
    }

    [Fact]
    public void Untyped_columns_are_guessed_and_one_without_a_value_stays_free()
    {
        DataFrame frame = new HashTrick(8).Apply(Frame("x,s,e", "", "1.5,a,", "2,b,"), AttributeCatalog.Empty);
        Assert.Equal("CTS", string.Concat(frame.AttributeTypes.Select(type => type.Letter())));
    }

    [Fact]
    public void Rows_of_the_wrong_length_stay_so_and_frames_without_texts_are_not_copied()
    {
        DataFrame plain = Frame("x", "C", "1");
        Assert.Same(plain, new HashTrick(8).Apply(plain, AttributeCatalog.Empty));
        Assert.Equal([2, 3], Enumerable.Range(0, 2).Select(new HashTrick(8).Apply(Frame("t,x", "TC", "a,1", "a,2,b"), AttributeCatalog.Empty).CellCount));
    }

    internal static DataFrame Frame(string names, string types, params string[] rows)
    {
        DataFrameBuilder builder = new([.. names.Split(',')], types.Length == 0 ? default : [.. types.Select(letter => ColumnTypes.Parse($"{letter}"))]);
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

    internal static string[] Cells(DataFrame frame) =>
        [.. Enumerable.Range(0, frame.RowCount).SelectMany(row => Enumerable.Range(0, frame.CellCount(row)).Select(cell => Encoding.UTF8.GetString(frame.Cell(row, cell))))];
}
