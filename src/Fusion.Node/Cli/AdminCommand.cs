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

    /// <summary>Makes a command show something.</summary>
    /// <param name="command">Its verb, with arguments and options of its own.</param>
    /// <param name="path">The path that it asks, below <c>/admin/</c>.</param>
    /// <param name="show">Prints the answer for people.</param>
    public static Command Show<T>(Command command, Func<ParseResult, string> path, Action<IAnsiConsole, T> show) => Complete(command, HttpMethod.Get, path, show);

    /// <summary>Makes a command change something.</summary>
    /// <param name="command">Its verb, with arguments and options of its own.</param>
    /// <param name="path">The path that it asks, below <c>/admin/</c>.</param>
    /// <param name="show">Prints the answer for people.</param>
    public static Command Change<T>(Command command, Func<ParseResult, string> path, Action<IAnsiConsole, T> show) => Complete(command, HttpMethod.Post, path, show);

    private static Command Complete<T>(Command command, HttpMethod method, Func<ParseResult, string> path, Action<IAnsiConsole, T> show)
    {
        var flags = new AdminFlags();
        foreach (Option option in flags.Options) command.Options.Add(option);
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
