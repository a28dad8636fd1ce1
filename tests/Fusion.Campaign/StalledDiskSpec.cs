using Fusion.Client;
using Microsoft.Data.Sqlite;

namespace Fusion.Campaign;

/// <summary>A disk that takes nothing for a while: another process holds the file of the journal.</summary>
public sealed class StalledDiskSpec
{
    private const int Senders = 64, BodiesBeforeIt = 64, BatchesOfABody = 400;
    private const double MostMegabytes = 600;
    private static readonly TimeSpan Stall = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task Sixty_four_hungry_senders_wait_in_flat_memory_and_every_row_they_were_told_of_counts_once()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("fusion-stall-");
        await using ClusterNode node = ClusterNode.Alone("sqlite", folder.FullName);
        using HttpClient http = new() { Timeout = Patience };
        FusionClient client = node.Client(http, Patience);
        await node.StartAsync();
        await client.CreateProjectAsync("rows");
        byte[] body = Batch.ToCsv(Enumerable.Range(0, BatchesOfABody).Select(number => Batch.Of(1, 1, number)));
        int rows = Enumerable.Range(0, BatchesOfABody).Sum(number => Batch.Of(1, 1, number).Rows.Count);
        using CancellationTokenSource stop = new(Patience);
        int acknowledged = 0, began = 0;
        async Task SendAsync(int sender)
        {
            for (int number = 0; !stop.IsCancellationRequested; number++)
            {
                Interlocked.Increment(ref began);
                await Patiently.RunAsync(
                    () => client.LearnAsync("rows", body, RowOptions.Csv, new RowOptions { IdempotencyKey = $"{sender}-{number}", Types = Batch.Types }), Patience, IsDeclinedForNow);
                Interlocked.Increment(ref acknowledged);
            }
        }

        Task[] senders = [.. Enumerable.Range(0, Senders).Select(SendAsync)];
        await WaitAsync(() => Volatile.Read(ref acknowledged) >= BodiesBeforeIt);
        await using (SqliteConnection disk = new($"Data Source={Path.Combine(folder.FullName, "fusion.db")};Pooling=False"))
        {
            await disk.OpenAsync();
            await using SqliteCommand hold = disk.CreateCommand();
            hold.CommandText = "BEGIN IMMEDIATE";
            await hold.ExecuteNonQueryAsync();
            int atRest = Volatile.Read(ref acknowledged);
            await Task.Delay(Stall);
            Assert.InRange(Volatile.Read(ref acknowledged), atRest, atRest + Senders); // what was being written when it began
            int sent = Volatile.Read(ref began);
            Assert.InRange(sent, Senders, Volatile.Read(ref acknowledged) + Senders); // none goes on before it is acknowledged
        }

        int stalled = Volatile.Read(ref acknowledged);
        await WaitAsync(() => Volatile.Read(ref acknowledged) > stalled + Senders);
        await stop.CancelAsync();
        await Task.WhenAll(senders);

        Assert.Equal((long)acknowledged * rows, (await client.DigestAsync("rows")).Rows);
        Assert.InRange(node.PeakMegabytes, 1, MostMegabytes);
        await node.KillAsync();
        folder.Delete(recursive: true);
    }

    private static async Task WaitAsync(Func<bool> condition)
    {
        using CancellationTokenSource patience = new(Patience);
        while (!condition()) await Task.Delay(20, patience.Token);
    }

    /// <summary>A sender does as it is told: it sends again what was declined for now, under the same key.</summary>
    private static bool IsDeclinedForNow(Exception cause) => cause is FusionApiException { StatusCode: 429 or 503 };
}
