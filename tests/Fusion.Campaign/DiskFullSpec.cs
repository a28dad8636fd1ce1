using System.Diagnostics;
using Fusion.Client;
using Fusion.Client.Entities;

namespace Fusion.Campaign;

/// <summary>A node whose data folder is a small file system of its own. Mounting needs root.</summary>
public sealed class DiskFullSpec
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_full_disk_is_told_nothing_acknowledged_is_lost_and_the_node_recovers_when_there_is_space()
    {
        await using SmallDisk disk = await SmallDisk.MountAsync();
        await using ClusterNode node = ClusterNode.Alone("sqlite", disk.Folder);
        using HttpClient http = new();
        FusionClient client = node.Client(http, Timeout);
        await node.StartAsync();
        await client.CreateProjectAsync("rows");
        await client.LearnAsync("rows", Batch.Of(1, 1, 0).ToFrame(), "0");

        disk.Fill();
        int acknowledged = 1;
        FusionApiException? refused = null;
        while (refused is null)
        {
            try
            {
                await client.LearnAsync("rows", Batch.Of(1, 1, acknowledged).ToFrame(), $"{acknowledged}");
                acknowledged++;
            }
            catch (FusionApiException full)
            {
                refused = full;
            }
        }

        Assert.Equal(503, refused.StatusCode);
        Assert.Contains("The disk of the journal is full", refused.Message, StringComparison.Ordinal);
        disk.Clear();
        await Patiently.RunAsync(() => client.LearnAsync("rows", Batch.Of(1, 1, acknowledged).ToFrame(), $"{acknowledged}"), Patience, IsPassing);
        acknowledged++;

        long rows = Enumerable.Range(0, acknowledged).Sum(number => Batch.Of(1, 1, number).Rows.Count);
        ProjectDigest digest = await client.DigestAsync("rows");
        Assert.Equal(rows, digest.Rows);
        await node.KillAsync();
        await node.StartAsync();
        Assert.Equal(digest, await client.DigestAsync("rows"));
    }

    /// <summary>A request that meets the cell while it starts again may get no answer: like a 503 it is sent again under its key.</summary>
    private static bool IsPassing(Exception cause) => cause is FusionApiException { StatusCode: 503 } or TaskCanceledException;

    /// <summary>A file system in memory that can be filled up.</summary>
    private sealed class SmallDisk : IAsyncDisposable
    {
        private const string Size = "size=8m";

        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fusion-disk-");

        public string Folder => _folder.FullName;

        private string Filler => Path.Combine(Folder, "filler");

        public static async Task<SmallDisk> MountAsync()
        {
            SmallDisk disk = new();
            Assert.True(await RunAsync("mount", "-t", "tmpfs", "-o", Size, "tmpfs", disk.Folder) == 0, "A small disk can't be mounted: this test needs root");
            return disk;
        }

        /// <summary>Writes until nothing more can be written.</summary>
        public void Fill()
        {
            byte[] page = new byte[4_096];
            using FileStream file = new(Filler, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
            try
            {
                while (true) file.Write(page);
            }
            catch (IOException)
            {
                // full
            }
        }

        public void Clear() => File.Delete(Filler);

        public async ValueTask DisposeAsync()
        {
            await RunAsync("umount", Folder);
            _folder.Delete(recursive: true);
        }

        private static async Task<int> RunAsync(string command, params string[] arguments)
        {
            using Process process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardError = true })!;
            await process.WaitForExitAsync();
            return process.ExitCode;
        }
    }
}
