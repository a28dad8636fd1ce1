using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Fusion.Contracts.Ids;
using Fusion.Node.Push;
using Fusion.Statistics.Frames;

namespace Fusion.Node.Cli;

/// <summary>What <c>fusion push</c> can be told.</summary>
internal sealed class PushFlags
{
    private const int SmallestChunk = 1 << 12, LargestChunk = 1 << 28, MostConnections = 64, DefaultConnections = 4;
    private const string DefaultChunk = "8MiB";

    private readonly Argument<string> _project = new("CID/PID") { Description = "The user and the project" };
    private readonly Option<string> _types = new("--types") { Description = "Letters of the columns' types [default: known or guessed]", HelpName = "C,B,…" };
    private readonly Option<int?> _connections = new("--connections")
    {
        Description = "Most requests at once [default: 4]",
        HelpName = "N",
        CustomParser = result => Number(result, "--connections", (1, MostConnections), $"1 to {MostConnections}"),
    };

    private readonly Option<int?> _errorHandling = new("--error-handling")
    {
        Description = "0: the first bad row ends the push; 1: bad rows are left out [default: 0]",
        HelpName = "0|1",
        CustomParser = result => Number(result, "--error-handling", (0, 1), "0 and 1"),
    };

    private readonly Option<bool> _forget = new("--forget") { Description = "Forgets the rows instead of learning them" };
    private readonly Option<bool> _again = new("--again") { Description = "Counts the rows once more, also those that a push has sent already" };
    private readonly Option<string> _chunkSize = new("--chunk-size")
    {
        Description = "About how much one request carries; the same in a repeated push [default: 8MiB]",
        HelpName = "SIZE",
    };

    /// <summary>The files.</summary>
    public Argument<string[]> Files { get; } = new("FILE") { Description = "CSV, Parquet or Arrow files", Arity = ArgumentArity.ZeroOrMore };

    /// <summary>The node.</summary>
    public Option<Uri> Url { get; } = new("--url")
    {
        Description = "The node [default: http://127.0.0.1:8080]",
        HelpName = "URL",
        CustomParser = result => Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out Uri? url) && url.Scheme is "http" or "https"
            ? url
            : Refuse(result, $"--url is [{result.Tokens[0].Value}]; allowed is http://host:port"),
    };

    /// <summary>The user's key.</summary>
    public Option<string> Key { get; } = new("--key")
    {
        Description = "The user's secret key [default: the variable FUSION_KEY, else that of the user in the data folder]",
        HelpName = "K",
    };

    /// <summary>Whether the project is created when there is none.</summary>
    public Option<bool> IsCreating { get; } = new("--create") { Description = "Creates the project when there is none" };

    /// <summary>Whether standard input is read.</summary>
    public Option<bool> Stdin { get; } = new("--stdin") { Description = "Reads the rows from standard input" };

    /// <summary>How standard input is written.</summary>
    public Option<string> Format { get; } = new("--format") { Description = "Of standard input: csv or arrow [default: csv]", HelpName = "F" };

    /// <summary>The arguments, in order.</summary>
    public IEnumerable<Argument> Arguments => [_project, Files];

    /// <summary>The options.</summary>
    public IEnumerable<Option> Options =>
        [Url, Key, SettingFlags.Data(), _types, _connections, _chunkSize, _errorHandling, _forget, IsCreating, Stdin, Format, _again];

    /// <summary>What is wrong with the values; null for nothing.</summary>
    public string? Check(CommandResult given)
    {
        if (Split(given.GetValue(_project)) is not ({ } cid, { } pid)) return "The project is given as CID/PID";
        if (!CustomerId.TryParse(cid, out _, out string? wrong) || !ProjectName.TryParse(pid, out _, out wrong)) return wrong;
        if (given.GetValue(Stdin) == given.GetValue(Files) is [_, ..]) return "Give either files or --stdin";
        if (given.GetValue(Format) is not (null or "csv" or "arrow")) return $"--format is [{given.GetValue(Format)}]; allowed are csv and arrow";
        if (given.GetValue(Format) is not null && !given.GetValue(Stdin)) return "--format goes with --stdin; the first bytes of a file tell its format";
        if (given.GetValue(IsCreating) && given.GetValue(_forget)) return "Give either --create or --forget";
        if (CheckTypes(given.GetValue(_types)) is { } wrongType) return wrongType;
        return ByteSize.Parse(given.GetValue(_chunkSize) ?? DefaultChunk) is >= SmallestChunk and <= LargestChunk
            ? null
            : $"--chunk-size is [{given.GetValue(_chunkSize)}]; allowed are 4KiB to 256MiB";
    }

    /// <summary>The user.</summary>
    public CustomerId CustomerOf(ParseResult parsed) => CustomerId.Parse(Split(parsed.GetValue(_project)).Cid!);

    /// <summary>How to push.</summary>
    public PushOptions OptionsOf(ParseResult parsed) =>
        new(
            Split(parsed.GetValue(_project)).Pid!,
            ByteSize.Parse(parsed.GetValue(_chunkSize) ?? DefaultChunk)!.Value,
            parsed.GetValue(_connections) ?? DefaultConnections)
        {
            Types = parsed.GetValue(_types)?.Split(','),
            SkipBadRows = parsed.GetValue(_errorHandling) == 1,
            Forget = parsed.GetValue(_forget),
            Nonce = parsed.GetValue(_again) ? Guid.CreateVersion7().ToString("N") : "",
        };

    private static string? CheckTypes(string? types)
    {
        try
        {
            foreach (string letter in types?.Split(',') ?? []) ColumnTypes.Parse(letter);
            return null;
        }
        catch (FrameException wrong)
        {
            return $"--types is [{types}]: {wrong.Message}";
        }
    }

    private static int? Number(ArgumentResult result, string flag, (int Least, int Most) range, string allowed)
    {
        string text = result.Tokens[0].Value;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= range.Least && number <= range.Most) return number;
        result.AddError($"{flag} is [{text}]; allowed are {allowed}");
        return null;
    }

    private static (string? Cid, string? Pid) Split(string? project) =>
        project?.Split('/') is [{ Length: > 0 } cid, { Length: > 0 } pid] ? (cid, pid) : (null, null);

    private static Uri? Refuse(SymbolResult result, string text)
    {
        result.AddError(text);
        return null;
    }
}
