using Fusion.Client;

namespace Fusion.Campaign;

/// <summary>
/// Sends batches one after the other to one cell, each again and again under its key until it is acknowledged. After a failure it turns to the next node.
/// </summary>
internal sealed class Sender(int number, string pid, int seed, Uri[] nodes) : IDisposable
{
    private const int LongestPauseMs = 200;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly HttpClient _http = new();
    private int _turns;

    /// <summary>Where its rows go.</summary>
    public string Pid => pid;

    /// <summary>Batches acknowledged.</summary>
    public int Acknowledged { get; private set; }

    /// <summary>Requests sent again.</summary>
    public long Resent { get; private set; }

    /// <summary>How often the same batch had to be sent again at most.</summary>
    public int MostResent { get; private set; }

    /// <summary>What it has sent and knows to be stored.</summary>
    public IEnumerable<Batch> Batches => Enumerable.Range(0, Acknowledged).Select(batch => Batch.Of(seed, number, batch));

    /// <summary>Sends until it is told to stop; the batch on its way is brought to its end.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await SendAsync(Batch.Of(seed, number, Acknowledged));
            Acknowledged++;
            await Task.Delay(Random.Shared.Next(LongestPauseMs), CancellationToken.None);
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task SendAsync(Batch batch)
    {
        using CancellationTokenSource patience = new(Patience);
        for (int again = 1; !await TrySendAsync(batch); again++)
        {
            Resent++;
            MostResent = Math.Max(MostResent, again);
            _turns++;
            await Task.Delay(Random.Shared.Next(LongestPauseMs), patience.Token);
        }
    }

    private async Task<bool> TrySendAsync(Batch batch)
    {
        Uri node = nodes[(number + _turns) % nodes.Length];
        using CancellationTokenSource timer = new(Timeout);
        try
        {
            if (batch.IsCsv) await CsvCall.LearnAsync(_http, node, pid, Batch.ToCsv([batch]), batch.Key, timer.Token);
            else await ClusterNode.ClientOf(_http, node, Timeout).LearnAsync(pid, batch.ToFrame(), batch.Key, timer.Token);
            return true;
        }
        catch (Exception lost) when (lost is HttpRequestException or IOException or OperationCanceledException or FusionApiException { StatusCode: 429 or 503 })
        {
            return false; // whether it was stored is unknown
        }
    }
}
