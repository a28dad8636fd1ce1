using System.Diagnostics;
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

    private static Process Start(params string[] args) =>
        Start("fusion", new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "fusion.dll"), .. args]));

    private static Process Start(string name, ProcessStartInfo start)
    {
        start.RedirectStandardOutput = true;
        start.WorkingDirectory = Path.GetTempPath();
        return Process.Start(start) ?? throw new InvalidOperationException($"{name} does not start");
    }
}
