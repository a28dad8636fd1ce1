using System.Net;
using Fusion.Client;
using Fusion.Client.Entities;
using Fusion.Cluster.Tests.Support;

namespace Fusion.Cluster.Tests;

/// <summary>What a node says and does when the file of its journal is not as it left it.</summary>
public sealed class DamagedStoreSpec
{
    private const string Digest = "/symetry/rest/c1/projects/hurt/digest";

    [Fact]
    public async Task A_flipped_bit_in_an_event_is_named_and_only_its_project_is_refused()
    {
        await using NodeProcess node = await NodeWithRowsAsync();
        await FlipAsync(node.DataFolder, "marker-of-the-batch"u8.ToArray());

        await node.StartAsync();

        const string Damage = "cell-c1/hurt: event 2 (cell.batches-committed.1) is damaged: its checksum does not match its bytes";
        using HttpClient http = new();
        Assert.Contains(Damage, await http.GetStringAsync(new Uri(node.Address, "/healthz/ready")), StringComparison.Ordinal);
        (HttpStatusCode status, string body) = await SignedCall.SendAsync(node.Address, ("GET", Digest));
        Assert.Equal(HttpStatusCode.InternalServerError, status);
        Assert.Contains(Damage, body, StringComparison.Ordinal);
        Assert.Equal(2, (await node.Client().DigestAsync("whole")).Rows);
        await node.Client().LearnAsync("whole", Rows);
    }

    [Fact]
    public async Task A_file_cut_short_is_told_and_nothing_is_served()
    {
        await using NodeProcess node = await NodeWithRowsAsync();
        await Task.Run(() => Cut(Path.Combine(node.DataFolder, "fusion.db")));

        node.Launch();

        await AssertNothingIsServedAsync(node);
    }

    [Fact]
    public async Task A_flipped_bit_in_the_write_ahead_log_is_told_and_nothing_is_served()
    {
        await using NodeProcess node = await NodeProcess.StartAsync();
        await FillAsync(node.Client());
        await node.KillAsync(); // without the goodbye that empties the log
        string log = Path.Combine(node.DataFolder, "fusion.db-wal");
        byte[] bytes = await File.ReadAllBytesAsync(log);
        bytes[bytes.Length / 3] ^= 4;
        await File.WriteAllBytesAsync(log, bytes);

        node.Launch();

        await AssertNothingIsServedAsync(node);
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_refused_in_one_line()
    {
        await using NodeProcess node = await NodeWithRowsAsync();
        await File.WriteAllTextAsync(Path.Combine(node.DataFolder, "fusion.db"), new string('x', 5_000));

        string said = await NodeProcess.RefusalOfAsync("serve", "--http", "http://127.0.0.1:0", "--akka-port", "0", "--data", node.DataFolder);

        Assert.StartsWith("fusion: The journal ", said, StringComparison.Ordinal);
        Assert.Contains("file is not a database", said, StringComparison.Ordinal);
        Assert.Single(said.Trim().Split('\n'));
    }

    private static Frame Rows => new(["x", "y"], ["C", "C"], [["1", "2"], ["3", "4"]]);

    /// <summary>Two projects with rows in a node that has stopped, everything being in the main file.</summary>
    private static async Task<NodeProcess> NodeWithRowsAsync()
    {
        NodeProcess node = await NodeProcess.StartAsync();
        await FillAsync(node.Client());
        await node.KillAsync();
        Checkpoint(Path.Combine(node.DataFolder, "fusion.db"));
        return node;
    }

    private static async Task FillAsync(FusionClient client)
    {
        await client.CreateProjectAsync("whole");
        await client.CreateProjectAsync("hurt");
        await client.LearnAsync("whole", Rows);
        await client.LearnAsync("hurt", Rows, "marker-of-the-batch");
    }

    private static void Checkpoint(string file)
    {
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using Microsoft.Data.Sqlite.SqliteCommand command = connection.CreateCommand();
        command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
        command.ExecuteNonQuery();
    }

    private static async Task FlipAsync(string folder, byte[] text)
    {
        string file = Path.Combine(folder, "fusion.db");
        byte[] bytes = await File.ReadAllBytesAsync(file);
        int at = bytes.AsSpan().IndexOf(text);
        Assert.NotEqual(-1, at);
        bytes[at] ^= 1;
        await File.WriteAllBytesAsync(file, bytes);
    }

    private static void Cut(string file)
    {
        using FileStream stream = File.OpenWrite(file);
        stream.SetLength(stream.Length / 2);
    }

    private static async Task AssertNothingIsServedAsync(NodeProcess node)
    {
        Assert.StartsWith("Unhealthy", await node.WaitForHealthAsync("The store is damaged"), StringComparison.Ordinal);
        (HttpStatusCode status, string body) = await SignedCall.SendAsync(node.Address, ("GET", Digest));
        Assert.Equal(HttpStatusCode.InternalServerError, status);
        Assert.Contains("The store is damaged: ", body, StringComparison.Ordinal);
    }
}
