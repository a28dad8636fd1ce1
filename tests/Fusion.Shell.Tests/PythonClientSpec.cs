using System.Diagnostics;

namespace Fusion.Shell.Tests;

/// <summary>The Python client, run as a user would, against a node of its own.</summary>
public sealed class PythonClientSpec
{
    [Fact]
    public async Task The_example_learns_explores_builds_and_predicts()
    {
        await using ServedNode node = await ServedNode.StartAsync();
        string folder = AppContext.BaseDirectory;
        ProcessStartInfo start = new("python3", [Path.Combine(folder, "fusion_client.py"), Path.Combine(folder, "Iris_rtlm.csv")])
        {
            RedirectStandardOutput = true,
            WorkingDirectory = Path.GetTempPath(),
            Environment = { ["FUSION_URL"] = node.Url, ["FUSION_CID"] = ServedNode.User, ["FUSION_KEY"] = ServedNode.Key },
        };

        using Process python = Process.Start(start)!;
        string output = await python.StandardOutput.ReadToEndAsync();
        await python.WaitForExitAsync();

        Assert.Equal(
            """
            rows without the first ten: 140
            rows: 150
            sepal length: mean 5.8433, standard deviation 0.8253
            setosa told apart: 150 of 150

            """,
            output);
        Assert.Equal(0, python.ExitCode);
    }
}
