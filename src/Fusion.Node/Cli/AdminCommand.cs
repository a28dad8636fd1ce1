using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using Fusion.Node.Admin;
using Spectre.Console;

namespace Fusion.Node.Cli;

/// <summary>Makes commands that ask a running node and print what it says.</summary>
internal static class AdminCommand
{
    private const int FileWidth = 400; // a file breaks no lines

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A command that shows something.</summary>
    /// <param name="name">The verb.</param>
    /// <param name="description">What it shows.</param>
    /// <param name="own">Its arguments and options.</param>
    /// <param name="path">The path that it asks, below <c>/admin/</c>.</param>
    /// <param name="show">Prints the answer for people.</param>
    public static Command Show<T>(string name, string description, IEnumerable<Symbol> own, Func<ParseResult, string> path, Action<IAnsiConsole, T> show) =>
        Create(name, description, own, HttpMethod.Get, path, show);

    /// <summary>A command that changes something.</summary>
    /// <param name="name">The verb.</param>
    /// <param name="description">What it changes.</param>
    /// <param name="own">Its arguments and options.</param>
    /// <param name="path">The path that it asks, below <c>/admin/</c>.</param>
    /// <param name="show">Prints the answer for people.</param>
    public static Command Change<T>(string name, string description, IEnumerable<Symbol> own, Func<ParseResult, string> path, Action<IAnsiConsole, T> show) =>
        Create(name, description, own, HttpMethod.Post, path, show);

    private static Command Create<T>(
        string name, string description, IEnumerable<Symbol> own, HttpMethod method, Func<ParseResult, string> path, Action<IAnsiConsole, T> show)
    {
        var flags = new AdminFlags();
        var command = new Command(name, description);
        foreach (Symbol symbol in own.Concat(flags.Options))
        {
            if (symbol is Argument argument) command.Arguments.Add(argument);
            else command.Options.Add((Option)symbol);
        }

        command.SetAction(async (parsed, cancellationToken) =>
        {
            using AdminClient client = flags.Open(parsed);
            string answer = await client.SendAsync(method, path(parsed), cancellationToken);
            if (flags.IsJson(parsed)) Console.WriteLine(JsonSerializer.Serialize(JsonSerializer.Deserialize<JsonElement>(answer), Indented));
            else show(OpenConsole(), JsonSerializer.Deserialize<T>(answer, AdminJson.Options)!);
            return ExitCode.Success;
        });
        return command;
    }

    private static IAnsiConsole OpenConsole()
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Out) });
        if (!console.Profile.Out.IsTerminal) console.Profile.Width = FileWidth;
        return console;
    }
}
