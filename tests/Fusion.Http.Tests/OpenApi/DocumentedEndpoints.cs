using System.Text.RegularExpressions;

namespace Fusion.Http.Tests.OpenApi;

/// <summary>The endpoints of the contract's table, each verb and each variant of a path by itself.</summary>
internal static partial class DocumentedEndpoints
{
    /// <summary>Verb, blank, path.</summary>
    public static IEnumerable<string> All => Description.Lines("endpoints-core.tsv").Skip(1).Select(line => line.Split('\t')).SelectMany(Expand).Distinct();

    /// <summary>An endpoint in the form in which endpoints are compared: the names of parameters are nobody's business.</summary>
    public static string Normal(string verb, string path) => $"{verb} {Parameter().Replace(path, "{}")}";

    private static IEnumerable<string> Expand(string[] row)
    {
        string[] verbs = row[1].Split('|');
        string[] paths = [.. Paths(row[2])];
        bool pairwise = row[2].Contains(" | ", StringComparison.Ordinal); // GET|POST …/export | /import
        return pairwise
            ? verbs.Zip(paths, (verb, path) => Normal(Wire(verb), path))
            : verbs.SelectMany((verb, i) => (i == 0 ? paths : paths[..1]).Select(path => Normal(Wire(verb), path))); // [/start|…] belongs to the first verb
    }

    // A socket is opened by a GET.
    private static string Wire(string verb) => verb == "WS" ? "GET" : verb;

    private static IEnumerable<string> Paths(string text)
    {
        string[] both = text.Split(" | ");
        if (both.Length == 2) return [both[0], both[0].Replace("/model/export", both[1], StringComparison.Ordinal)];
        Match optional = Optional().Match(text);
        if (!optional.Success) return [text];
        string stem = text[..optional.Index];
        return [stem, .. optional.Groups[1].Value.Split('|').Select(part => stem + part)];
    }

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Parameter();

    [GeneratedRegex(@"\[(.+)\]$")]
    private static partial Regex Optional();
}
