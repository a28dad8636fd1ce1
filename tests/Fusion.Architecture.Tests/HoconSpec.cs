using System.Reflection;
using System.Text.RegularExpressions;
using Akka.Configuration;
using Akka.Configuration.Hocon;

namespace Fusion.Architecture.Tests;

/// <summary>HOCON ignores unknown keys: a misspelt one would silently do nothing.</summary>
public sealed partial class HoconSpec
{
    private static readonly Lazy<Config> Reference = new(LoadReference);

    [Fact]
    public void Every_key_of_akka_hocon_is_one_that_Akka_knows()
    {
        Config ours = ConfigurationFactory.ParseString(File.ReadAllText(Path.Combine(Repository.Root, "akka.hocon")));

        string[] unknown = [.. Leaves(ours.Root, "").Where(path => !IsKnown(path))];

        Assert.Empty(unknown);
    }

    [Fact]
    public void A_misspelt_key_is_unknown()
    {
        Assert.False(IsKnown("akka.cluster.gossip-intervall"));
        Assert.True(IsKnown("akka.cluster.gossip-interval"));
    }

    /// <summary>What a journal or a snapshot store does not set itself it takes from the common fallback of its kind.</summary>
    private static bool IsKnown(string path) =>
        Reference.Value.HasPath(path) || Reference.Value.HasPath(Plugin().Replace(path, "akka.persistence.$1-plugin-fallback."));

    private static IEnumerable<string> Leaves(HoconValue value, string path) => value.IsObject()
        ? value.GetObject().Items.SelectMany(item => Leaves(item.Value, path.Length == 0 ? item.Key : $"{path}.{item.Key}"))
        : [path];

    /// <summary>Every Akka assembly carries its defaults as a resource.</summary>
    private static Config LoadReference() => Directory.EnumerateFiles(AppContext.BaseDirectory, "Akka*.dll")
        .Select(Assembly.LoadFrom)
        .SelectMany(assembly => assembly.GetManifestResourceNames().Where(IsConfiguration).Select(name => Parse(assembly, name)))
        .Aggregate(ConfigurationFactory.Empty, (all, one) => all.WithFallback(one));

    private static bool IsConfiguration(string name) =>
        name.EndsWith(".conf", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".hocon", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"^akka\.persistence\.(journal|snapshot-store)\.[^.]+\.")]
    private static partial Regex Plugin();

    private static Config Parse(Assembly assembly, string name)
    {
        using StreamReader reader = new(assembly.GetManifestResourceStream(name)!);
        return ConfigurationFactory.ParseString(reader.ReadToEnd());
    }
}
