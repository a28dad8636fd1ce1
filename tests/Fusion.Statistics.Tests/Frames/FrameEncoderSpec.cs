using Fusion.Statistics.Frames;

namespace Fusion.Statistics.Tests.Frames;

/// <summary>What becomes of columns and cells.</summary>
public sealed class FrameEncoderSpec
{
    [Fact]
    public void The_published_learn_sample_gives_its_fifteen_attributes_in_order()
    {
        EncodedFrame encoded = FrameText.Of(
            "sepal_length:C sepal_width:C petal_length:C petal_width:C sepal_lengt_b1:B sepal_lengt_b2:B sepal_width_b1:B sepal_width_b2:B " +
            "petal_length_b1:B petal_length_b2:B petal_width_b1:B petal_width_b2:B Iris_setosa:B Iris_versicolor:B Iris_virginica:B",
            "4.3,3,1.1,0.1,1,0,0,1,1,0,1,0,1,0,0",
            "4.8,3,1.4,0.1,1,0,0,1,1,0,1,0,1,0,0",
            "4.9,3.1,1.5,0.1,1,0,0,1,1,0,1,0,1,0,0").Encode();

        Assert.Equal("CCCCBBBBBBBBBBB", string.Concat(encoded.Catalog.Schema.Select(attribute => attribute.Kind.ToString()[0])));
        Assert.Equal(encoded.Catalog.Schema, Assert.Single(encoded.Blocks).Schema);
        Assert.Equal(["4.3", "4.8", "4.9"], encoded.Values("sepal_length"));
        Assert.Equal(["3", "3", "3.1"], encoded.Values("sepal_width"));
        Assert.Equal(["1", "1", "1"], encoded.Values("Iris_setosa"));
        Assert.Equal((3, 0, null), (encoded.AcceptedRows, encoded.RejectedRows, encoded.FirstError));
    }

    [Fact]
    public void Categories_follow_column_by_column_and_within_a_column_by_first_appearance_as_in_the_dice_sample()
    {
        EncodedFrame encoded = FrameText.Of("d1:T d2:T d3:T", "1,3,2", "5,2,1", "6,5,2", "1,6,6", "3,4,4", "4,1,3", "2,2,5").Encode();
        Assert.Equal(
            "d1$1 d1$5 d1$6 d1$3 d1$4 d1$2 d2$3 d2$2 d2$5 d2$6 d2$4 d2$1 d3$2 d3$1 d3$6 d3$4 d3$3 d3$5",
            string.Join(' ', encoded.Catalog.Names()));
        Assert.Equal(["d1", "d2", "d3"], encoded.Catalog.Categories);
        Assert.All(encoded.Catalog.Schema, attribute => Assert.Equal((AttributeKind.Binary, attribute.Name[..2]), (attribute.Kind, attribute.Category)));
        Assert.Equal(["1", "0", "0", "1", "0", "0", "0"], encoded.Values("d1$1"));
    }

    [Fact]
    public void Columns_of_all_types_are_registered_in_the_order_of_the_frame()
    {
        EncodedFrame encoded = FrameText.Of("n:C t:T s:S b:B l:L x:X p:P d:-", "1,u,a,0,|a|b,9,7,8", "2,v,b,1,|c,9,7,8").Encode();
        Assert.Equal(["n", "t$u", "t$v", "b"], encoded.Catalog.Names());
        Assert.Equal(["n", "t$u", "t$v", "b"], encoded.Blocks[0].Columns.Select(column => column.Attribute.Name));
    }

    [Fact]
    public void A_category_value_is_trimmed_and_in_lower_case_in_any_script()
    {
        EncodedFrame encoded = FrameText.Of("Flower:T", " Versicolor ", "VERSICOLOR", "\u00a0Ärger Ωmega", "ПРИВЕТ\t", "𐐀").Encode();
        Assert.Equal(["Flower$versicolor", "Flower$ärger ωmega", "Flower$привет", "Flower$𐐨"], encoded.Catalog.Names());
        Assert.Equal(["1", "1", "0", "0", "0"], encoded.Values("Flower$versicolor"));
    }

    [Fact]
    public void A_missing_category_is_missing_in_every_dummy_of_its_column()
    {
        EncodedFrame encoded = FrameText.Of("t:T", "a", "", " ", "NaN", "b").Encode();
        Assert.Equal(["t$a", "t$b"], encoded.Catalog.Names());
        Assert.Equal(["1", "", "", "", "0"], encoded.Values("t$a"));
        Assert.Equal(["0", "", "", "", "1"], encoded.Values("t$b"));
    }

    [Fact]
    public void All_known_categories_are_columns_of_every_later_block()
    {
        AttributeCatalog known = FrameText.Of("t:T n:C", "a,1", "b,2").Encode().Catalog;
        EncodedFrame later = FrameText.Of("n:C t:T", "3,c", "4,a").Encode(known);
        Assert.Equal(["t$a", "t$b", "n", "t$c"], later.Catalog.Names());
        Assert.Equal(later.Catalog.Schema, later.Blocks[0].Schema);
        Assert.Equal(["0", "0"], later.Values("t$b"));
        Assert.Equal(["0", "1"], later.Values("t$a"));
        Assert.Equal(["1", "0"], later.Values("t$c"));
    }

    [Fact]
    public void A_category_column_without_a_value_is_known_and_has_no_dummy()
    {
        EncodedFrame encoded = FrameText.Of("t:T", "", "").Encode();
        Assert.Equal(2, encoded.AcceptedRows);
        Assert.Equal(["t"], encoded.Catalog.Categories);
        Assert.Empty(encoded.Catalog.Schema);
        Assert.Equal(["t$5"], FrameText.Of("t:C", "5").Encode(encoded.Catalog).Catalog.Names());
    }

    [Theory]
    [InlineData("C")]
    [InlineData("B")]
    [InlineData("T")]
    [InlineData("S")]
    [InlineData("X")]
    public void A_known_name_keeps_its_type_whatever_the_frame_says(string type)
    {
        AttributeCatalog known = FrameText.Of("c:C b:B t:T", "0.5,1,1").Encode().Catalog;
        EncodedFrame later = FrameText.Of($"t:{type} b:{type} c:{type}", "1,1,1", "0,0,0").Encode(known);
        Assert.Equal(["c", "b", "t$1", "t$0"], later.Catalog.Names());
        Assert.Equal(AttributeKind.Continuous, later.Catalog.Schema[0].Kind);
        Assert.Equal(["1", "0"], later.Values("c"));
        Assert.Equal(["0", "1"], later.Values("t$0"));
    }

    [Theory]
    [InlineData("0 1 1.0 0e0", ColumnType.Binary)]
    [InlineData("0 1 2", ColumnType.Continuous)]
    [InlineData("0.5 -3e2", ColumnType.Continuous)]
    [InlineData("nan 1 _", ColumnType.Binary)]
    [InlineData("1 true", null)]
    [InlineData("1 2 x", null)]
    [InlineData("_ NaN", null)]
    public void Without_types_a_column_is_guessed_by_its_values(string cells, ColumnType? type)
    {
        EncodedFrame encoded = FrameText.Of("a", cells.Replace("_", "", StringComparison.Ordinal).Split(' ')).Encode();
        Assert.Equal(type, encoded.Catalog.TypeOf("a"));
        Assert.Equal(cells.Split(' ').Length, encoded.AcceptedRows);
    }

    [Fact]
    public void A_guess_ignores_rows_of_the_wrong_length_and_takes_an_infinity_for_a_number()
    {
        EncodedFrame encoded = FrameText.Skipping("a b", "1.5,0", "x", "inf,1", "2,1").Encode();
        Assert.Equal((ColumnType.Continuous, ColumnType.Binary), (encoded.Catalog.TypeOf("a"), encoded.Catalog.TypeOf("b")));
        Assert.Equal((2, 2), (encoded.AcceptedRows, encoded.RejectedRows));
    }

    [Fact]
    public void Binary_cells_are_read_as_numbers_and_truth_values_in_any_case()
    {
        EncodedFrame encoded = FrameText.Of("b:B", "1", "0", "1.0", "0.0", "true", "FALSE", " True ", "", "nan").Encode();
        Assert.Equal(["1", "0", "1", "0", "1", "0", "1", "", ""], encoded.Values("b"));
    }

    [Fact]
    public void Missing_numbers_are_missing_and_a_row_without_a_value_counts()
    {
        EncodedFrame encoded = FrameText.Of("c:C b:B", "1.5,1", ",", "NaN,nan").Encode();
        Assert.Equal(3, encoded.AcceptedRows);
        Assert.Equal(3, Assert.Single(encoded.Blocks).Rows);
        Assert.Equal(["1.5", "", ""], encoded.Values("c"));
        Assert.Equal(["1", "", ""], encoded.Values("b"));
    }

    [Fact]
    public void A_column_with_a_rounded_value_is_marked_in_the_block_it_is_in()
    {
        string[] rows = [.. Enumerable.Repeat("1.5,1", RowBlock.Capacity), "0.12345678901234567891,2"];
        EncodedFrame encoded = FrameText.Of("a:C b:C", rows).Encode();
        Assert.Equal([false, false, true, false], encoded.Blocks.SelectMany(block => block.Columns).Select(column => column.Quantised));
        Assert.Equal("0.1234567890123456789", encoded.Values("a")[^1]);
    }

    [Fact]
    public void Blocks_are_full_but_for_the_last_and_carry_the_same_columns()
    {
        string[] rows = [.. Enumerable.Range(0, 2500).Select(row => $"{row},{(row < 2000 ? "early" : "late")}")];
        EncodedFrame encoded = FrameText.Of("n:C t:T", rows).Encode();
        Assert.Equal([1024, 1024, 452], encoded.Blocks.Select(block => block.Rows));
        Assert.All(encoded.Blocks, block => Assert.Equal(encoded.Catalog.Schema, block.Schema));
        Assert.Equal(rows.Select(row => row.Split(',')[0]), encoded.Values("n"));
        Assert.Equal(rows.Select(row => row.EndsWith("late", StringComparison.Ordinal) ? "1" : "0"), encoded.Values("t$late"));
    }

    [Fact]
    public void A_frame_that_adds_nothing_gives_back_the_catalog_it_was_given()
    {
        AttributeCatalog known = FrameText.Of("n:C t:T", "1,a").Encode().Catalog;
        Assert.Same(known, FrameText.Of("n:C t:T", "2,A").Encode(known).Catalog);
    }

    [Fact]
    public void A_frame_without_rows_changes_nothing()
    {
        EncodedFrame encoded = FrameText.Of("n:C t:T").Encode();
        Assert.Same(AttributeCatalog.Empty, encoded.Catalog);
        Assert.Empty(encoded.Blocks);
        Assert.Equal((0, 0, null), (encoded.AcceptedRows, encoded.RejectedRows, encoded.FirstError));
    }

    [Fact]
    public void A_row_filter_leaves_rows_out_silently()
    {
        EncodeOptions even = EncodeOptions.Default with { RowFilter = (frame, row) => frame.Cell(row, 0).EndsWith("0"u8) };
        EncodedFrame encoded = FrameText.Of("n:C t:T", "10,a", "bad,b", "20,c").Encode(options: even);
        Assert.Equal(["10", "20"], encoded.Values("n"));
        Assert.Equal(["n", "t$a", "t$c"], encoded.Catalog.Names());
        Assert.Equal((2, 0, null), (encoded.AcceptedRows, encoded.RejectedRows, encoded.FirstError));
    }
}
