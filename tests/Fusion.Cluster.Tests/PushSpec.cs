using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
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
        string gzip = FileOf("a.gz", Gzip(Encoding.UTF8.GetBytes(rows.Csv))), zstd = FileOf("a.zst", Zstd(await rows.ArrowAsync(file: false)));
        await using NodeProcess node = await NodeProcess.StartAsync();

        foreach (string file in (string[])[csv, parquet, stream, arrow, gzip, zstd])
        {
            string project = Path.GetExtension(file)[1..];
            using PushProcess push = PushProcess.Start(node, project, file, "--create", "--chunk-size", "16KiB", "--connections", "3");
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
        string file = FileOf("b.csv.gz", Gzip(Encoding.UTF8.GetBytes(rows.Csv)));
        await using NodeProcess node = await NodeProcess.StartAsync();
        await node.Client().CreateProjectAsync("p");

        using (PushProcess first = PushProcess.Start(node, "p", file, "--chunk-size", "8KiB"))
        {
            await SomeRowsAsync(node);
            await first.KillAsync();
        }

        Assert.InRange((await node.Client().DigestAsync("p")).Rows, 1, rows.Count - 1);
        using PushProcess second = PushProcess.Start(node, "p", file, "--chunk-size", "8KiB");
        (int exitCode, string output, _) = await second.EndAsync();
        Assert.Equal(0, exitCode);
        Assert.Matches("; [1-9][0-9,]* of [0-9,]+ pieces counted already\n$", output);
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
        (_, _, string waiting) = await push.EndAsync(); // half a minute; on a slower machine it gives up, and is repeated
        using PushProcess repeated = PushProcess.Start(node, "p", file, "--chunk-size", "8KiB");

        Assert.StartsWith($"fusion: waiting for the node at {node.Address}: ", waiting, StringComparison.Ordinal);
        Assert.Equal((0, ""), (await repeated.EndAsync()) switch { var end => (end.ExitCode, end.Errors) });
        Assert.Equal(rows.Fold(), (await node.Client().DigestAsync("p")).Digest);
    }

    [Fact]
    public async Task A_push_that_creates_its_project_waits_for_the_node()
    {
        string file = FileOf("f.csv", "x\n1\n2\n"u8.ToArray());
        await using NodeProcess node = await NodeProcess.StartAsync();
        await node.KillAsync();

        using PushProcess push = PushProcess.Start(node, "p", file, "--create");
        string? waiting = await push.FirstErrorAsync();
        await node.StartAsync();

        Assert.StartsWith($"fusion: waiting for the node at {node.Address}: ", waiting, StringComparison.Ordinal);
        Assert.Equal(0, (await push.EndAsync()).ExitCode);
        Assert.Equal(2, (await node.Client().DigestAsync("p")).Rows);
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

        // Going on as docs/operations.md says: the rows of the piece from the bad one on, corrected, and then all others.
        Match range = Regex.Match(errors, "The rows from (?<first>[0-9]+) to (?<last>[0-9]+) do not count");
        int first = int.Parse(range.Groups["first"].ValueSpan, CultureInfo.InvariantCulture), last = int.Parse(range.Groups["last"].ValueSpan, CultureInfo.InvariantCulture);
        string[] rows = [.. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries)];
        string rest = FileOf("rest.csv", Encoding.UTF8.GetBytes("x,y\n" + string.Join('\n', rows[(first - 1)..last]).Replace("oops", "1", StringComparison.Ordinal)));
        using PushProcess corrected = PushProcess.Start(node, "p", rest);
        Assert.Equal(0, (await corrected.EndAsync()).ExitCode);
        using PushProcess others = PushProcess.Start(node, "p", file, "--error-handling", "1", "--chunk-size", "4KiB", "--types", "C,C");
        Assert.Equal(3, (await others.EndAsync()).ExitCode); // the piece is remembered as it ended
        Assert.Equal(3_000, (await node.Client().DigestAsync("p")).Rows);

        using PushProcess skipping = PushProcess.Start(node, "p", file, "--error-handling", "1", "--forget", "--chunk-size", "4KiB");
        (int skippingCode, string output, _) = await skipping.EndAsync();

        Assert.Equal(0, skippingCode);
        Assert.StartsWith("2,999 rows, 1 rejected", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_can_not_be_pushed_as_it_is_ends_with_2_before_anything_is_sent()
    {
        byte[] csv = Encoding.UTF8.GetBytes("x,y\n1,2\n"), xz = [0xFD, .. "7zXZ\0rest"u8];
        string good = FileOf("good.csv", csv), longer = FileOf("longer.csv", "x,y,z\n1,2,3\n"u8.ToArray());
        string twice = FileOf("twice.csv.gz", Gzip(Gzip(csv))), other = FileOf("other.csv.xz", xz), cut = FileOf("cut.csv.gz", Gzip(csv)[..^6]);
        var rows = new PushedRows(10);
        string parquet = FileOf("p.parquet", []);
        rows.WriteParquet(parquet);
        string packed = FileOf("p.parquet.gz", Gzip(await File.ReadAllBytesAsync(parquet)));
        await using NodeProcess node = await NodeProcess.StartAsync();

        (string[] Arguments, int Code, string Error)[] cases =
        [
            ([good, other], 2, $"{other} is compressed with xz; push what it holds: xzcat FILE | fusion push CID/PID --stdin"),
            ([twice], 2, $"{twice} holds gzip in gzip; decompress it first"),
            ([packed], 2, $"{packed} is a Parquet file in gzip, which is read from its end; decompress it first"),
            ([good, longer, "--types", "C,C", "--create"], 2, $"--types is [C,C], 2 types; {longer} has 3 columns: x,y,z"),
            ([parquet, "--types", "C"], 2, $"--types is [C], 1 types; {parquet} has 3 columns: amount,num\nber,weight"),
            ([good, "--key", "short"], 2, "--key is no secret key; allowed is Base64 of 16 bytes"),
            ([cut], 3, $"{cut} can't be decompressed: "),
        ];
        foreach ((string[] arguments, int code, string error) in cases)
        {
            using PushProcess push = PushProcess.Start(node, "p", arguments);
            (int exitCode, _, string errors) = await push.EndAsync();
            Assert.Equal(code, exitCode);
            Assert.StartsWith($"fusion: {error}", errors, StringComparison.Ordinal);
        }

        using PushProcess piped = PushProcess.Start(node, "p", "--stdin");
        await piped.WriteAsync(Gzip(csv));
        (int pipedCode, _, string pipedErrors) = await piped.EndAsync();
        Assert.Equal((2, "fusion: - is compressed with gzip; push what it holds: zcat FILE | fusion push CID/PID --stdin"), (pipedCode, pipedErrors.TrimEnd()));
        Assert.Empty(await node.Client().ListProjectsAsync());
    }

    [Fact]
    public async Task Columns_of_which_nothing_is_learned_are_named()
    {
        string file = FileOf("e.csv", "x,city,kind,note\n1,Ulm,a,\n2,Bonn,b,n\n"u8.ToArray());
        await using NodeProcess node = await NodeProcess.StartAsync();

        using PushProcess guessed = PushProcess.Start(node, "guessed", file, "--create");
        using PushProcess typed = PushProcess.Start(node, "typed", file, "--create", "--types", "C,S,T,X");
        (int guessedCode, _, string guessedErrors) = await guessed.EndAsync();
        (int typedCode, _, string typedErrors) = await typed.EndAsync();

        Assert.Equal((0, 0), (guessedCode, typedCode));
        Assert.StartsWith("fusion: Project guessed learns nothing of: city, kind, note. ", guessedErrors, StringComparison.Ordinal);
        Assert.StartsWith("fusion: Project typed learns nothing of: city. ", typedErrors, StringComparison.Ordinal);
    }

    private static byte[] Gzip(byte[] content)
    {
        using var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.Fastest)) gzip.Write(content);
        return target.ToArray();
    }

    private static byte[] Zstd(byte[] content)
    {
        using var target = new MemoryStream();
        using (var zstd = new ZstdSharp.CompressionStream(target)) zstd.Write(content);
        return target.ToArray();
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
