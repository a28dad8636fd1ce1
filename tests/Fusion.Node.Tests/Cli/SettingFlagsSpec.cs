using Fusion.Node.Cli;

namespace Fusion.Node.Tests.Cli;

public sealed class SettingFlagsSpec
{
    [Theory]
    [InlineData("--http", "http://127.0.0.1:0", "Fusion:Http:Url")]
    [InlineData("--admin", "off", "Fusion:Admin:Url")]
    [InlineData("--data", "/tmp/x", "Fusion:Data")]
    [InlineData("--akka-port", "-1", "Fusion:Actors:Port")]
    [InlineData("--akka-host", "h", "Fusion:Actors:Host")]
    [InlineData("--db", "sqlite", "Fusion:Db")]
    [InlineData("--prefetch-min-time", "0", "Fusion:Actors:PrefetchMinTimeMs")]
    [InlineData("--seed", "a:1", "Fusion:Actors:Seeds:0")]
    [InlineData("--user", "c1:key", "Fusion:Users:0")]
    public void A_flag_sets_its_setting_and_no_other(string flag, string value, string key)
    {
        Assert.Equal(new Dictionary<string, string?> { [key] = value }, Read("serve", flag, value));
    }

    [Fact]
    public void A_repeated_flag_makes_a_list()
    {
        Assert.Equal(
            new Dictionary<string, string?> { ["Fusion:Actors:Seeds:0"] = "a:1", ["Fusion:Actors:Seeds:1"] = "b:2" },
            Read("serve", "--seed", "a:1", "--seed", "b:2"));
    }

    [Fact]
    public void Without_flags_nothing_is_set()
    {
        Assert.Empty(Read("serve"));
    }

    private static IReadOnlyDictionary<string, string?> Read(params string[] args) => SettingFlags.Read(FusionCommand.Create().Parse(args));
}
