using System.CommandLine;
using Fusion.Node.Admin;
using Fusion.Node.Hosting;
using Fusion.Node.Options;

namespace Fusion.Node.Cli;

/// <summary>What every command that asks a running node can be told: which one, and how to print its answer.</summary>
internal sealed class AdminFlags
{
    private readonly Option<string> _tokenFile = new("--token-file")
    {
        Description = "File with the node's admin token [default: the setting Fusion:Admin:Token, else admin.token in the data folder]",
        HelpName = "FILE",
    };

    private readonly Option<bool> _json = new("--json") { Description = "Prints JSON instead of tables" };

    /// <summary>The options.</summary>
    public IEnumerable<Option> Options =>
    [
        SettingFlags.Admin("Where the node answers operators [default: as admin.url in the data folder says, else http://127.0.0.1:8081]"),
        SettingFlags.Data(),
        _tokenFile,
        _json,
    ];

    /// <summary>Whether JSON is wanted.</summary>
    public bool IsJson(ParseResult parsed) => parsed.GetValue(_json);

    /// <summary>The node that is meant, with what lets its operator in.</summary>
    /// <exception cref="NodeException">No token is known here, or the node answers no operators.</exception>
    public AdminClient Open(ParseResult parsed)
    {
        IConfiguration settings = NodeConfiguration.Read(SettingFlags.Read(parsed));
        AdminOptions options = Settings.Read<AdminOptions>(settings, AdminOptions.Section);
        DataFolder folder = DataFolder.At(Settings.Read<NodeOptions>(settings, NodeOptions.Section).Data);
        return new AdminClient(UrlOf(options, folder), TokenOf(parsed, options, folder));
    }

    private static Uri UrlOf(AdminOptions options, DataFolder folder) => options.Url switch
    {
        AdminOptions.Off => throw new NodeException($"{AdminOptions.Section}:{nameof(AdminOptions.Url)} is off: give --admin URL"),
        AdminOptions.Auto => new Uri(File.Exists(folder.AdminUrl) ? File.ReadAllText(folder.AdminUrl).Trim() : AdminOptions.DefaultUrl),
        string url => new Uri(url),
    };

    private string TokenOf(ParseResult parsed, AdminOptions options, DataFolder folder)
    {
        if (parsed.GetValue(_tokenFile) is { } file) return AdminToken.Read(file);
        if (options.Token.Length > 0) return options.Token;
        return File.Exists(folder.AdminToken)
            ? AdminToken.Read(folder.AdminToken)
            : throw new NodeException($"There is no admin token in {folder.Root}; give --data with the node's data folder, --token-file, or Fusion__Admin__Token");
    }
}
