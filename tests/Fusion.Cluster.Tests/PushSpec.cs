using System.Text;
using Fusion.Client;
using Fusion.Client.Entities;
using Fusion.Cluster.Tests.Support;

namespace Fusion.Cluster.Tests;

/// <summary><c>fusion push</c> between real processes: every row counts once, whatever breaks.</summary>
public sealed class PushSpec : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fusion-push-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Every_format_gives_the_digest_of_its_rows()
    {
        var rows = new PushedRows(5_000);
        string csv = FileOf("a.csv", Encoding.UTF8.GetBytes("\uFEFF" + rows.Csv)), parquet = FileOf("a.parquet", []);
        rows.WriteParquet(parquet);
        string stream = FileOf("a.arrows", await rows.ArrowAsync(file: false)), arrow = FileOf("a.arrow", await rows.ArrowAsync(file: true));
        await using NodeProcess node = await NodeProcess.StartAsync();

        foreach (string file in (string[])[csv, parquet, stream, arrow])
        {
            string project = Path.GetExtension(file)[1..];
            await node.Client().CreateProjectAsync(project);
            using PushProcess push = PushProcess.Start(node, project, file, "--chunk-size", "16KiB", "--connections", "3");
            (int exitCode, string output, string errors) = await push.EndAsync();

            Assert.Equal((0, ""), (exitCode, errors));
            Assert.StartsWith("5,000 rows, 0 rejected", output, StringComparison.Ordinal);
            Assert.Equal(rows.Fold(), (await node.Client().DigestAsync(project)).Digest);
        }

        await node.Client().CreateProjectAsync("stdin");
        (string, byte[])[] inputs = [("csv", Encoding.UTF8.GetBytes(rows.Csv)), ("arrow", await rows.ArrowAsync(file: false))];
        foreach ((string format, byte[] input) in inputs)
        {
            using PushProcess push = PushProcess.Start(node, "stdin", "--stdin", "--format", format, "--chunk-size", "16KiB");
            await push.WriteAsync(input);
            Assert.Equal((0, ""), (await push.EndAsync()) switch { var end => (end.ExitCode, end.Errors) });
        }

        Assert.Equal(2 * rows.Count, (await node.Client().DigestAsync("stdin")).Rows);
    }

    [Fact]
    public async Task A_pusher_killed_and_started_again_counts_every_row_once()
    {
        var rows = new PushedRows(200_000);
        string file = FileOf("b.csv", Encoding.UTF8.GetBytes(rows.Csv));
        await using NodeProcess node = await NodeProcess.StartAsync();
        await node.Client().CreateProjectAsync("p");

        using (PushProcess first = PushProcess.Start(node, "p", file, "--chunk-size", "8KiB"))
        {
            await SomeRowsAsync(node);
            await first.KillAsync();
        }

        Assert.InRange((await node.Client().DigestAsync("p")).Rows, 1, rows.Count - 1);
        using PushProcess second = PushProcess.Start(node, "p", file, "--chunk-size", "8KiB");
        Assert.Equal(0, (await second.EndAsync()).ExitCode);
        Assert.Equal(rows.Fold(), (await node.Client().DigestAsync("p")).Digest);

        using PushProcess again = PushProcess.Start(node, "p", file, "--again", "--forget");
        Assert.Equal(0, (await again.EndAsync()).ExitCode);
        Assert.Equal(0, (await node.Client().DigestAsync("p")).Rows);
    }

    [Fact]
    public async Task A_push_outlives_a_node_that_is_killed_and_started_again()
    {
        var rows = new PushedRows(200_000);
        string file = FileOf("c.csv", Encoding.UTF8.GetBytes(rows.Csv));
        await using NodeProcess node = await NodeProcess.StartAsync();
        await node.Client().CreateProjectAsync("p");

        using PushProcess push = PushProcess.Start(node, "p", file, "--chunk-size", "8KiB");
        await SomeRowsAsync(node);
        await node.KillAsync();
        await node.StartAsync();
        _ = await push.EndAsync(); // it waits for the node, half a minute; on a slower machine it gives up, and is repeated
        using PushProcess repeated = PushProcess.Start(node, "p", file, "--chunk-size", "8KiB");

        Assert.Equal((0, ""), (await repeated.EndAsync()) switch { var end => (end.ExitCode, end.Errors) });
        Assert.Equal(rows.Fold(), (await node.Client().DigestAsync("p")).Digest);
    }

    [Fact]
    public async Task A_bad_row_is_named_by_its_number_in_the_file()
    {
        string lines = string.Concat(Enumerable.Range(1, 3_000).Select(row => row == 2_500 ? "1,oops\n" : $"{row},{row}\n\n"));
        string file = FileOf("d.csv", Encoding.UTF8.GetBytes("x,y\n" + lines));
        await using NodeProcess node = await NodeProcess.StartAsync();
        await node.Client().CreateProjectAsync("p");

        using PushProcess push = PushProcess.Start(node, "p", file, "--chunk-size", "4KiB", "--connections", "1", "--types", "C,C");
        (int exitCode, _, string errors) = await push.EndAsync();

        Assert.Equal(3, exitCode);
        Assert.StartsWith($"fusion: {file}: Row 2500, column 'y': 'oops' is not a number", errors, StringComparison.Ordinal);
        Assert.Equal(2_499, (await node.Client().DigestAsync("p")).Rows);

        using PushProcess skipping = PushProcess.Start(node, "p", file, "--error-handling", "1", "--forget", "--chunk-size", "4KiB");
        (int skippingCode, string output, _) = await skipping.EndAsync();

        Assert.Equal(0, skippingCode);
        Assert.StartsWith("2,999 rows, 1 rejected", output, StringComparison.Ordinal);
    }

    private static async Task SomeRowsAsync(NodeProcess node)
    {
        FusionClient client = node.Client();
        ProjectDigest digest;
        do
        {
            digest = await client.DigestAsync("p");
        }
        while (digest.Rows == 0);
    }

    private string FileOf(string name, byte[] content)
    {
        string path = Path.Combine(_folder.FullName, name);
        File.WriteAllBytes(path, content);
        return path;
    }
}
