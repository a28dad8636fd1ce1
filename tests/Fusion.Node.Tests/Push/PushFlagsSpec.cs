using System.CommandLine;
using Fusion.Node.Cli;
using Fusion.Node.Push;

namespace Fusion.Node.Tests.Push;

public sealed class PushFlagsSpec
{
    [Theory]
    [InlineData("push c1 a.csv", "The project is given as CID/PID")]
    [InlineData("push c1/p", "Give either files or --stdin")]
    [InlineData("push c1/p a.csv --stdin", "Give either files or --stdin")]
    [InlineData("push c1/p --stdin --format xml", "--format is [xml]; allowed are csv and arrow")]
    [InlineData("push c1/p a.csv --error-handling 2", "--error-handling is [2]; allowed are 0 and 1")]
    [InlineData("push c1/p a.csv --connections 0", "--connections is [0]; allowed are 1 to 64")]
    [InlineData("push c1/p a.csv --chunk-size 1KiB", "--chunk-size is [1KiB]; allowed are 4KiB to 256MiB")]
    [InlineData("push c1/p a.csv --url ftp://x", "--url is [ftp://x]; allowed is http://host:port")]
    [InlineData("push c1/p a.csv --error-handling on", "--error-handling is [on]; allowed are 0 and 1")]
    [InlineData("push c1/p a.csv --connections many", "--connections is [many]; allowed are 1 to 64")]
    [InlineData("push c1/p a.csv --types C,Q", "--types is [C,Q]: Unknown attribute type 'Q'; allowed are C, B, S, T, L, X, P and -.")]
    [InlineData("push c1/p a.csv --format csv", "--format goes with --stdin; the first bytes of a file tell its format")]
    [InlineData("push c1/p a.csv --create --forget", "Give either --create or --forget")]
    [InlineData("push c1/p a.csv --frm x", "There is no option [--frm] here")]
    public void A_value_that_is_not_allowed_is_named(string line, string error) =>
        Assert.Equal([error], FusionCommand.Create().Parse(line).Errors.Select(one => one.Message));

    [Fact]
    public void Defaults_and_values_are_read()
    {
        var flags = new PushFlags();
        var command = new Command("push");
        foreach (Argument argument in flags.Arguments) command.Arguments.Add(argument);
        foreach (Option option in flags.Options) command.Options.Add(option);

        Assert.Equal(new PushOptions("p", 8 << 20, 4), flags.OptionsOf(command.Parse("c1/p a.csv b.csv")));
        PushOptions given = flags.OptionsOf(command.Parse("c1/p a.csv --types C,B --connections 9 --chunk-size 64KiB --error-handling 1 --forget --again"));
        Assert.Equal((1 << 16, 9, true, true), (given.ChunkSize, given.Connections, given.SkipBadRows, given.Forget));
        Assert.Equal(["C", "B"], given.Types!);
        Assert.NotEmpty(given.Nonce);
    }

    [Theory]
    [InlineData("8MiB", 8 << 20)]
    [InlineData("12kib", 12 << 10)]
    [InlineData("4096", 4096)]
    [InlineData("4 KiB", null)]
    [InlineData("3GiB", null)]
    [InlineData("9999MiB", null)]
    [InlineData("-1", null)]
    public void Sizes_have_units(string text, int? bytes) => Assert.Equal(bytes, ByteSize.Parse(text));
}
