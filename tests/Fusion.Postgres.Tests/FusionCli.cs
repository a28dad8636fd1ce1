using System.Diagnostics;

namespace Fusion.Postgres.Tests;

/// <summary><c>fusion …</c> as an operator types it, beside the nodes.</summary>
internal static class FusionCli
{
    /// <summary>Runs a command to its end in a folder where nothing is.</summary>
    public static async Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("fusion-cli-");
        ProcessStartInfo start = new("dotnet", [Path.Combine(AppContext.BaseDirectory, "fusion.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder.FullName,
        };
        using Process process = Process.Start(start)!;
        string[] said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.Empty(folder.EnumerateFileSystemInfos()); // a database needs no data folder
        folder.Delete();
        return (process.ExitCode, said[0], said[1]);
    }
}
