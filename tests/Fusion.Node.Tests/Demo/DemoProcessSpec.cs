using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Fusion.Node.Tests.Demo;

/// <summary>The demo as its user runs it: a process of its own, in a folder of its own.</summary>
public sealed class DemoProcessSpec
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    [Fact]
    public async Task It_ends_with_0_and_the_fused_digest_is_the_central_one()
    {
        using CancellationTokenSource patience = new(Patience);
        using Process demo = Start("demo");

        string output = await demo.StandardOutput.ReadToEndAsync(patience.Token);
        await demo.WaitForExitAsync(patience.Token);

        Assert.Equal(0, demo.ExitCode);
        string fused = Regex.Match(output, "fused +([0-9a-f]{64})").Groups[1].Value;
        Assert.NotEqual("", fused);
        Assert.Equal(fused, Regex.Match(output, "central +([0-9a-f]{64})").Groups[1].Value);
        Assert.Contains("26,168", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Kept_it_prints_a_shell_line_that_works_and_stops_on_SIGTERM()
    {
        if (OperatingSystem.IsWindows() || !new[] { "sh", "curl", "openssl", "kill" }.All(IsOnPath)) return;
        using CancellationTokenSource patience = new(Patience);
        using Process demo = Start("demo", "--keep");
        string? line;
        do
        {
            line = await demo.StandardOutput.ReadLineAsync(patience.Token);
        }
        while (line is not null && !line.Contains("curl", StringComparison.Ordinal));

        using Process shell = Start("sh", new ProcessStartInfo("sh", ["-c", line ?? "exit 1"]));
        string answer = await shell.StandardOutput.ReadToEndAsync(patience.Token);
        Process.Start("kill", ["-TERM", $"{demo.Id}"]).Dispose();
        await demo.WaitForExitAsync(patience.Token);

        Assert.Equal("fused", JsonDocument.Parse(answer).RootElement.GetProperty("values").GetProperty("smlInfo").GetProperty("pid").GetString());
        Assert.Equal(0, demo.ExitCode);
    }

    private static Process Start(params string[] args) =>
        Start("fusion", new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "fusion.dll"), .. args]));

    private static Process Start(string name, ProcessStartInfo start)
    {
        start.RedirectStandardOutput = true;
        start.WorkingDirectory = Path.GetTempPath();
        return Process.Start(start) ?? throw new InvalidOperationException($"{name} does not start");
    }

    private static bool IsOnPath(string tool) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, tool)));
}
