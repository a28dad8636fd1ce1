using System.Globalization;
using System.Text.RegularExpressions;
using Fusion.Client;
using Fusion.Node.Cli;

namespace Fusion.Node.Push;

/// <summary>Says what went wrong with a piece in terms of its file, and what to do.</summary>
internal static partial class PushProblem
{
    private const string Repeat = "Repeat the same command: what counted already counts once.";

    /// <summary>The server declined a piece.</summary>
    public static PushException Of(FusionApiException declined, Chunk chunk, PushOptions options)
    {
        if (declined.StatusCode is 429 or >= 500)
            return new PushException($"{Place(chunk)}: the server answers {declined.Message}. {Repeat}", ExitCode.Failure, declined);
        if (BadRow().Match(declined.StatusString) is not { Success: true } bad)
            return new PushException($"{Place(chunk)}: the server answers {declined.Message}", ExitCode.Failure, declined);
        long row = chunk.FirstRow + long.Parse(bad.Groups["number"].ValueSpan, CultureInfo.InvariantCulture);
        long first = chunk.FirstRow + 1, last = chunk.FirstRow + chunk.Rows;
        string text = $"{declined.StatusString[..bad.Groups["number"].Index]}{row}{declined.StatusString[(bad.Index + bad.Length)..]}";
        string state = declined.Rows.Accepted is null
            ? $"None of the rows {first} to {last} count; push them, corrected, from a file of their own"
            : $"The rows from {row} to {last} do not count, those before them since {first} do; push the former, corrected, from a file of their own";
        string next = options.SkipBadRows
            ? "."
            : ", and the rest by repeating this command with --error-handling 1, which leaves bad rows out: what counted already counts once.";
        return new PushException($"{chunk.Source}: {text} {state}{next}", ExitCode.BadRows, declined);
    }

    /// <summary>No answer came.</summary>
    public static PushException Of(Exception lost, Chunk chunk) =>
        new($"{Place(chunk)}: no answer from the server: {lost.GetBaseException().Message}. {Repeat}", ExitCode.Failure, lost);

    private static string Place(Chunk chunk) => $"{chunk.Source}, rows {chunk.FirstRow + 1} to {chunk.FirstRow + chunk.Rows}";

    [GeneratedRegex("(Row|Rows|data row) (?<number>[0-9]+)")]
    private static partial Regex BadRow();
}
