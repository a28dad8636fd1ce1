using Fusion.Node.Hosting;
using Fusion.Node.Tests.Support;

namespace Fusion.Node.Tests.Hosting;

public sealed class DataFolderSpec
{
    [Fact]
    public void Opening_it_leaves_nothing_behind_but_what_it_is_for()
    {
        using TempFolder temp = new();

        DataFolder folder = DataFolder.Open(temp["new/data"]);

        Assert.Equal([folder.Journal, folder.Keys], Directory.EnumerateFileSystemEntries(folder.Root).Order());
    }

    [Fact]
    public void A_folder_that_cannot_be_is_named()
    {
        using TempFolder temp = new();
        File.WriteAllText(temp["file"], "");

        NodeException refused = Assert.Throws<NodeException>(() => DataFolder.Open(temp["file"]));

        Assert.Contains(temp["file"], refused.Message, StringComparison.Ordinal);
    }
}
