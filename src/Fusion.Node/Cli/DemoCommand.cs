using System.CommandLine;
using Fusion.Node.Demo;
using Spectre.Console;

namespace Fusion.Node.Cli;

/// <summary><c>fusion demo</c>.</summary>
internal static class DemoCommand
{
    private const int FileWidth = 200; // a file breaks no lines

    public static Command Create()
    {
        Option<string> data = new("--data") { Description = "Data folder of the demo's node [default: a temporary one, removed at the end]", HelpName = "DIR" };
        Option<bool> keep = new("--keep") { Description = "Leaves the node running and prints how to talk to it" };
        var command = new Command("demo", "Three cells learn shared sample data; a fusion project merges, explores, builds and predicts.") { data, keep };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            IAnsiConsole console = AnsiConsole.Console;
            if (!console.Profile.Out.IsTerminal) console.Profile.Width = FileWidth;
            await using DemoNode node = await DemoNode.StartAsync(parsed.GetValue(data), cancellationToken);
            return await new BankDemo(node, console).RunAsync(parsed.GetValue(keep)) ? ExitCode.Success : ExitCode.Failure;
        });
        return command;
    }
}
