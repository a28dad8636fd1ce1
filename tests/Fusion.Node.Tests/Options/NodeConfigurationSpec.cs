using Fusion.Node.Options;
using Fusion.Node.Tests.Support;
using Microsoft.Extensions.Configuration;

namespace Fusion.Node.Tests.Options;

[Collection(ProcessWide.Name)]
public sealed class NodeConfigurationSpec : IDisposable
{
    private readonly TempFolder _temp = new();
    private readonly string _before = Environment.CurrentDirectory;
    private readonly List<string> _variables = [];

    public NodeConfigurationSpec() => Environment.CurrentDirectory = _temp.Path;

    public void Dispose()
    {
        Environment.CurrentDirectory = _before;
        _variables.ForEach(name => Environment.SetEnvironmentVariable(name, null));
        _temp.Dispose();
    }

    [Fact]
    public void Flags_beat_the_environment_and_the_environment_beats_the_file()
    {
        File.WriteAllText(_temp["appsettings.json"], """{"Fusion":{"Http":{"Url":"file"},"Data":"file","Db":"file"}}""");
        Set("Fusion__Http__Url", "environment");
        Set("Fusion__Data", "environment");

        IConfigurationRoot settings = Read(("Fusion:Http:Url", "flag"));

        Assert.Equal(("flag", "environment", "file"), (settings["Fusion:Http:Url"], settings["Fusion:Data"], settings["Fusion:Db"]));
    }

    [Fact]
    public void A_list_of_flags_replaces_a_longer_list_below()
    {
        Set("Fusion__Actors__Seeds__0", "a:1");
        Set("Fusion__Actors__Seeds__1", "b:1");

        Assert.Equal(["c:1"], Read(("Fusion:Actors:Seeds:0", "c:1")).GetSection("Fusion:Actors:Seeds").Get<string[]>() ?? []);
        Assert.Equal(["a:1", "b:1"], Read().GetSection("Fusion:Actors:Seeds").Get<string[]>() ?? []);
    }

    private static IConfigurationRoot Read(params (string Key, string Value)[] flags) =>
        NodeConfiguration.Read(flags.ToDictionary(flag => flag.Key, flag => (string?)flag.Value));

    private void Set(string name, string value)
    {
        _variables.Add(name);
        Environment.SetEnvironmentVariable(name, value);
    }
}
