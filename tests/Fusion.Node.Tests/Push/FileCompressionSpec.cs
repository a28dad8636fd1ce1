using Fusion.Node.Push;

namespace Fusion.Node.Tests.Push;

public sealed class FileCompressionSpec
{
    [Theory]
    [InlineData("1F8B0800", "gzip", true)]
    [InlineData("28B52FFD04", "zstd", true)]
    [InlineData("502A4D1804", "zstd", true)]
    [InlineData("FD377A585A00", "xz", false)]
    [InlineData("425A6839314159265359", "bzip2", false)]
    [InlineData("504B0304", "zip", false)]
    [InlineData("04224D18", "lz4", false)]
    public void First_bytes_tell(string start, string name, bool supported)
    {
        FileCompression? compression = FileCompression.Of(Convert.FromHexString(start));

        Assert.Equal((name, supported), (compression?.Name, compression?.IsSupported));
    }

    [Theory]
    [InlineData("")]
    [InlineData("x,y\n1,2\n")]
    [InlineData("BZh,y\n1,2\n")]
    public void Text_is_none(string text) => Assert.Null(FileCompression.Of(System.Text.Encoding.UTF8.GetBytes(text)));
}
