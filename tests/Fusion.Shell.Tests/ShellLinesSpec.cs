using System.Diagnostics;
using System.Text.Json;

namespace Fusion.Shell.Tests;

/// <summary>The shell lines that the demo and the documentation show, run as a user would paste them, against the demo's own node.</summary>
public sealed class ShellLinesSpec
{
    private const string User = "c1";
    private const string Key = "AAECAwQFBgcICQoLDA0ODw==";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    [Fact]
    public async Task The_demo_kept_prints_a_line_that_works_and_stops_on_SIGTERM()
    {
        using CancellationTokenSource patience = new(Patience);
        using Process demo = Fusion("demo", "--keep");
        string line = await LineAsync(demo, line => line.Contains("curl", StringComparison.Ordinal), patience.Token);

        string answer = await ShellAsync(line, patience.Token);
        await StopAsync(demo, patience.Token);

        Assert.Equal("fused", JsonDocument.Parse(answer).RootElement.GetProperty("values").GetProperty("smlInfo").GetProperty("pid").GetString());
        Assert.Equal(0, demo.ExitCode);
    }

    [Fact]
    public async Task The_function_and_calls_of_the_documentation_work()
    {
        string documentation = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "api.md"));
        string script = string.Concat(documentation.Split("```bash\n").Skip(1).Select(block => block.Split("```")[0]));
        DirectoryInfo data = Directory.CreateTempSubdirectory("fusion-shell-");
        using CancellationTokenSource patience = new(Patience);
        using Process node = Fusion("serve", "--http", "http://127.0.0.1:0", "--akka-port", "0", "--data", data.FullName, "--user", $"{User}:{Key}");
        const string Listening = "Now listening on: ";
        string line = await LineAsync(node, line => line.Contains(Listening, StringComparison.Ordinal), patience.Token);
        string url = line[(line.IndexOf(Listening, StringComparison.Ordinal) + Listening.Length)..].Trim();

        string answers = await ShellAsync(
            $"until curl -fs {url}/healthz/ready; do sleep 0.2; done; FUSION_URL={url} FUSION_CID={User} FUSION_KEY={Key}\n{script}", patience.Token);
        await StopAsync(node, patience.Token);
        data.Delete(recursive: true);

        Assert.Contains("Project Created with id:north", answers, StringComparison.Ordinal);
        Assert.Contains("\"mean\":37.666666666666664", answers, StringComparison.Ordinal);
        Assert.Contains("sym-job-id: 1", answers, StringComparison.Ordinal);
        Assert.Contains("\"statusString\":\"Job is finished\"", answers, StringComparison.Ordinal);
        Assert.Contains("{\"res\":\"1\",", answers, StringComparison.Ordinal);
        Assert.Contains("Project Created with id:all", answers, StringComparison.Ordinal);
        Assert.DoesNotContain("BAD_REQUEST", answers, StringComparison.Ordinal);
        Assert.DoesNotContain("INTERNAL_SERVER_ERROR", answers, StringComparison.Ordinal);
    }

    private static Process Fusion(params string[] arguments) => Start("dotnet", [Path.Combine(AppContext.BaseDirectory, "fusion.dll"), .. arguments]);

    private static Process Start(string program, string[] arguments) => Process.Start(
        new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, WorkingDirectory = Path.GetTempPath() })!;

    private static async Task<string> LineAsync(Process process, Predicate<string> wanted, CancellationToken cancellationToken)
    {
        while (await process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            if (wanted(line)) return line;
        }

        throw new InvalidOperationException("The process ended before it printed the line");
    }

    private static async Task<string> ShellAsync(string script, CancellationToken cancellationToken)
    {
        using Process shell = Start("bash", ["-c", script]);
        string output = await shell.StandardOutput.ReadToEndAsync(cancellationToken);
        await shell.WaitForExitAsync(cancellationToken);
        Assert.Equal(0, shell.ExitCode);
        return output;
    }

    private static async Task StopAsync(Process process, CancellationToken cancellationToken)
    {
        using Process kill = Start("kill", ["-TERM", $"{process.Id}"]);
        await kill.WaitForExitAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
    }
}
