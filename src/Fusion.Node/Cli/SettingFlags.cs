using System.CommandLine;
using Fusion.Actors.Hosting;
using Fusion.Http;
using Fusion.Node.Options;

namespace Fusion.Node.Cli;

/// <summary>Flags that stand for settings. Values are checked where settings are, so that a flag, a variable and a file give the same messages.</summary>
internal static class SettingFlags
{
    /// <summary>No flag was given.</summary>
    public static readonly IReadOnlyDictionary<string, string?> None = new Dictionary<string, string?>();

    /// <summary>The data folder: of every command that reads or writes it.</summary>
    public static Option<string> Data() => new("--data")
    {
        Description = "Folder of everything that outlives the process [default: ./data]",
        HelpName = "DIR",
    };

    /// <summary>The store: of every command that works on users.</summary>
    public static Option<string> Db(string description) => Text("--db", "STORE", description);

    /// <summary>The address of operators: of a node and of every command that asks it.</summary>
    public static Option<string> Admin(string description) => Text("--admin", "URL", description);

    /// <summary>All flags of a node.</summary>
    public static Option[] Node() =>
    [
        Text("--http", "URL", "Address to listen on [default: http://127.0.0.1:8080]"),
        Data(),
        Admin("Address to answer operators on, port 0 for a free one, or off [default: http://127.0.0.1:8081, a free port where that is taken]"),
        Text("--akka-port", "N", "Port for other nodes; 0 takes a free one [default: 4053]"),
        Text("--akka-host", "H", "Name or address for other nodes [default: 127.0.0.1]"),
        Texts("--seed", "HOST:PORT", "A node to join; may be repeated, the same list on every node"),
        Texts("--user", "CID:BASE64KEY", "A user to add at start when it is missing; may be repeated"),
        Db("Store of projects and, if PostgreSQL, users: sqlite or postgres://user:password@host:port/database [default: sqlite]"),
        Text("--prefetch-min-time", "MS", "Least milliseconds between two refreshes of a fusion project [default: 15000]"),
    ];

    /// <summary>The settings of the flags that were given, by full key.</summary>
    public static IReadOnlyDictionary<string, string?> Read(ParseResult parsed)
    {
        var settings = new Dictionary<string, string?>();
        Add(settings, parsed, "--http", $"{HttpOptions.Section}:{nameof(HttpOptions.Url)}");
        Add(settings, parsed, "--data", $"{NodeOptions.Section}:{nameof(NodeOptions.Data)}");
        Add(settings, parsed, "--admin", $"{AdminOptions.Section}:{nameof(AdminOptions.Url)}");
        Add(settings, parsed, "--akka-port", $"{ActorsOptions.Section}:{nameof(ActorsOptions.Port)}");
        Add(settings, parsed, "--akka-host", $"{ActorsOptions.Section}:{nameof(ActorsOptions.Host)}");
        Add(settings, parsed, "--seed", $"{ActorsOptions.Section}:{nameof(ActorsOptions.Seeds)}");
        Add(settings, parsed, "--user", $"{NodeOptions.Section}:{nameof(NodeOptions.Users)}");
        Add(settings, parsed, "--db", $"{NodeOptions.Section}:{nameof(NodeOptions.Db)}");
        Add(settings, parsed, "--prefetch-min-time", $"{ActorsOptions.Section}:{nameof(ActorsOptions.PrefetchMinTimeMs)}");
        return settings;
    }

    private static Option<string> Text(string name, string value, string description) => new(name) { Description = description, HelpName = value };

    private static Option<string[]> Texts(string name, string value, string description) => new(name) { Description = description, HelpName = value };

    private static void Add(Dictionary<string, string?> settings, ParseResult parsed, string flag, string key)
    {
        switch (parsed.GetResult(flag) is null ? null : parsed.GetValue<object?>(flag))
        {
            case string text:
                settings[key] = text;
                break;
            case string[] texts:
                for (int i = 0; i < texts.Length; i++)
                    settings[$"{key}:{i}"] = texts[i];
                break;
        }
    }
}
