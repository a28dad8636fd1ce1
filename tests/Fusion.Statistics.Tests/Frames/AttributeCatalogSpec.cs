using Fusion.Statistics.Frames;

namespace Fusion.Statistics.Tests.Frames;

public sealed class AttributeCatalogSpec
{
    private static readonly AttributeInfo Width = new("width", AttributeKind.Continuous);
    private static readonly AttributeInfo Flag = new("flag", AttributeKind.Binary);
    private static readonly AttributeInfo Red = new("colour$red", AttributeKind.Binary, "colour");

    [Fact]
    public void Names_are_appended_and_known_with_their_type()
    {
        AttributeCatalog first = AttributeCatalog.Empty.Register([Width], ["shape"]);
        AttributeCatalog second = first.Register([Red, Flag], []);
        Assert.Equal(["width"], first.Names());
        Assert.Equal(["width", "colour$red", "flag"], second.Names());
        Assert.Equal(["colour", "shape"], second.Categories);
        Assert.Equal(
            [ColumnType.Continuous, ColumnType.Binary, ColumnType.Binary, ColumnType.Category, ColumnType.Category, null],
            new[] { "width", "flag", "colour$red", "colour", "shape", "Width" }.Select(second.TypeOf));
    }

    [Fact]
    public void Nothing_new_is_the_same_catalog()
    {
        AttributeCatalog catalog = AttributeCatalog.Empty.Register([Red], []);
        Assert.Same(catalog, catalog.Register([], ["colour"]));
    }

    [Fact]
    public void A_name_is_an_attribute_or_a_category_column_and_only_once()
    {
        AttributeCatalog catalog = AttributeCatalog.Empty.Register([Width, Red], []);
        Assert.Throws<ArgumentException>(() => catalog.Register([Width], []));
        Assert.Throws<ArgumentException>(() => catalog.Register([], ["width"]));
        Assert.Throws<ArgumentException>(() => catalog.Register([new AttributeInfo("colour", AttributeKind.Binary)], []));
    }
}
