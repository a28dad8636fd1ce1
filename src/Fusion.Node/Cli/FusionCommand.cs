using System.CommandLine;
using System.CommandLine.Parsing;
using Fusion.Node.Hosting;
using Fusion.Node.Push;
using Microsoft.Extensions.Options;

namespace Fusion.Node.Cli;

/// <summary>The command line, <c>fusion …</c>.</summary>
internal static class FusionCommand
{
    /// <summary>Runs one command line to its end.</summary>
    /// <returns>See <see cref="ExitCode"/>.</returns>
    public static async Task<int> InvokeAsync(string[] args)
    {
        try
        {
            ParseResult parsed = Create().Parse(args);
            if (parsed.Errors.Count > 0)
            {
                foreach (ParseError error in parsed.Errors)
                    await Console.Error.WriteLineAsync($"fusion: {error.Message}");
                await Console.Error.WriteLineAsync("Try 'fusion --help'.");
                return ExitCode.Usage;
            }

            // The host itself handles Ctrl+C and SIGTERM and takes the time that it needs.
            var invocation = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
            return await parsed.InvokeAsync(invocation);
        }
        catch (OptionsValidationException wrong)
        {
            foreach (string failure in wrong.Failures)
                await Console.Error.WriteLineAsync($"fusion: {failure}");
            return ExitCode.Usage;
        }
        catch (PushException wrong)
        {
            await Console.Error.WriteLineAsync($"fusion: {wrong.Message}");
            return wrong.ExitCode;
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Failure;
        }
        catch (Exception failure)
        {
            await Console.Error.WriteLineAsync($"fusion: {Explain(failure)}");
            return ExitCode.Failure;
        }
    }

    /// <summary>The commands. Without one the node serves.</summary>
    internal static RootCommand Create()
    {
        var root = new RootCommand("Fusion: cells learn rows, fusion projects merge what cells know. Without a command: serve.");
        Command serve = ServeCommand.Create();
        root.Subcommands.Add(serve);
        root.Subcommands.Add(DemoCommand.Create());
        root.Subcommands.Add(NeedsVerb(UserCommand.Create()));
        root.Subcommands.Add(PushCommand.Create());
        root.Subcommands.Add(NeedsVerb(ClusterCommand.Create()));
        root.Subcommands.Add(CellCommand.Create());
        root.Subcommands.Add(JobCommand.Create());
        foreach (Command command in root.Subcommands) RefuseUnknownOptions(command);
        root.SetAction((_, cancellationToken) => ServeCommand.RunAsync(SettingFlags.None, cancellationToken));
        return root;
    }

    private static Command NeedsVerb(Command command)
    {
        command.SetAction(async (_, _) =>
        {
            await Console.Error.WriteLineAsync($"fusion: {command.Name} needs one of: {string.Join(", ", command.Subcommands.Select(verb => verb.Name))}");
            return ExitCode.Usage;
        });
        return command;
    }

    /// <summary>A mistyped option would else pass for a value: the parser leaves it to the arguments.</summary>
    private static void RefuseUnknownOptions(Command command)
    {
        command.Validators.Insert(0, result =>
        {
            foreach (string token in result.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens).Select(token => token.Value))
            {
                if (token is ['-', _, ..]) result.AddError($"There is no option [{token.Split('=')[0]}] here");
            }
        });
        foreach (Command verb in command.Subcommands) RefuseUnknownOptions(verb);
    }

    /// <summary>Our own messages are whole; of others the innermost one names the cause.</summary>
    private static string Explain(Exception failure) => failure is NodeException ? failure.Message : failure.GetBaseException().Message;
}
