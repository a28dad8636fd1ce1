using System.Diagnostics;

namespace Fusion.Cluster.Tests.Support;

/// <summary><c>fusion push</c> as its user runs it.</summary>
internal sealed class PushProcess : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _errors;
    private readonly Task<string?> _firstError;

    private PushProcess(Process process)
    {
        _process = process;
        _output = process.StandardOutput.ReadToEndAsync();
        _firstError = process.StandardError.ReadLineAsync();
        _errors = ReadErrorsAsync();
    }

    /// <summary>Starts a push to a project of the node's user.</summary>
    public static PushProcess Start(NodeProcess node, string project, params string[] arguments)
    {
        string[] all = ["push", $"{NodeProcess.Customer}/{project}", "--url", node.Address.ToString(), .. arguments];
        ProcessStartInfo start = new("dotnet", [Path.Combine(AppContext.BaseDirectory, "fusion.dll"), .. all])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        start.Environment["FUSION_KEY"] = NodeProcess.Key;
        return new PushProcess(Process.Start(start)!);
    }

    /// <summary>Waits for the first line that it writes on standard error; null when it ends without one.</summary>
    public Task<string?> FirstErrorAsync() => _firstError;

    /// <summary>Gives it everything to read on standard input.</summary>
    public async Task WriteAsync(byte[] input)
    {
        await _process.StandardInput.BaseStream.WriteAsync(input);
        _process.StandardInput.Close();
    }

    /// <summary>Waits for its end.</summary>
    public async Task<(int ExitCode, string Output, string Errors)> EndAsync()
    {
        await _process.WaitForExitAsync();
        return (_process.ExitCode, await _output, await _errors);
    }

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public void Dispose() => _process.Dispose();

    private async Task<string> ReadErrorsAsync() =>
        await _firstError is { } first ? $"{first}\n{await _process.StandardError.ReadToEndAsync()}" : "";
}
