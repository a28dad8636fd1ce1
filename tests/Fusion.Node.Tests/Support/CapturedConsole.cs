using Fusion.Node.Cli;

namespace Fusion.Node.Tests.Support;

/// <summary>Runs command lines in this process; only for specs of <see cref="ProcessWide"/>.</summary>
internal static class CapturedConsole
{
    public static async Task<(int Code, string Output, string Error)> RunAsync(params string[] args)
    {
        (TextWriter output, TextWriter error) = (Console.Out, Console.Error);
        using StringWriter newOutput = new(), newError = new();
        Console.SetOut(newOutput);
        Console.SetError(newError);
        try
        {
            int code = await FusionCommand.InvokeAsync(args);
            return (code, newOutput.ToString(), newError.ToString());
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(error);
        }
    }
}
