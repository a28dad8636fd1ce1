using Fusion.Client;

namespace Fusion.Campaign;

/// <summary>
/// Learns and forgets batches one after the other in one cell, each again and again under its key until it is acknowledged. After a failure it turns to the
/// next node.
/// </summary>
internal sealed class Sender(int number, string pid, int seed, Uri[] nodes) : IDisposable
{
    private const int LongestPauseMs = 200;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly HttpClient _http = new();
    private readonly List<int> _learned = []; // steps; their rows would fill the memory of a long campaign
    private int _turns;

    /// <summary>Where its rows go.</summary>
    public string Pid => pid;

    /// <summary>Batches acknowledged.</summary>
    public int Acknowledged { get; private set; }

    /// <summary>Those of them that forgot rows.</summary>
    public int Forgotten { get; private set; }

    /// <summary>Rows of all acknowledged batches.</summary>
    public long Rows { get; private set; }

    /// <summary>Requests sent again.</summary>
    public long Resent { get; private set; }

    /// <summary>How often the same batch had to be sent again at most.</summary>
    public int MostResent { get; private set; }

    /// <summary>What it has learned, not forgotten, and knows to be stored.</summary>
    public IEnumerable<Batch> Batches => _learned.Select(RowsOf);

    /// <summary>Sends until it is told to stop; the batch on its way is brought to its end.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var step = Step.Of(seed, number, Acknowledged, _learned);
            Batch rows = RowsOf(step.Forgotten ?? step.Number);
            await SendAsync(step, rows, await BodyOfAsync(rows, step.Format));
            Count(step, rows);
            await Task.Delay(Random.Shared.Next(LongestPauseMs), CancellationToken.None);
        }
    }

    public void Dispose() => _http.Dispose();

    private Batch RowsOf(int step) => Step.RowsOf(seed, number, step);

    private void Count(Step step, Batch rows)
    {
        Acknowledged++;
        Rows += rows.Rows.Count;
        if (step.Forgotten is { } forgotten)
        {
            Forgotten++;
            _learned.Remove(forgotten);
        }
        else
        {
            _learned.Add(step.Number);
        }
    }

    private async Task SendAsync(Step step, Batch rows, byte[] body)
    {
        using CancellationTokenSource patience = new(Patience);
        for (int again = 1; !await TrySendAsync(step, rows, body); again++)
        {
            Resent++;
            MostResent = Math.Max(MostResent, again);
            _turns++;
            await Task.Delay(Random.Shared.Next(LongestPauseMs), patience.Token);
        }
    }

    private async Task<bool> TrySendAsync(Step step, Batch rows, byte[] body)
    {
        FusionClient client = ClusterNode.ClientOf(_http, nodes[(number + _turns) % nodes.Length], Timeout);
        bool forgets = step.Forgotten is not null;
        try
        {
            if (step.Format == BatchFormat.Json) await (forgets ? client.ForgetAsync(pid, rows.ToFrame(), step.Key) : client.LearnAsync(pid, rows.ToFrame(), step.Key));
            else await UpdateAsync(client, step, body, forgets);
            return true;
        }
        catch (Exception lost) when (lost is HttpRequestException or IOException or OperationCanceledException or FusionApiException { StatusCode: 429 or 503 })
        {
            return false; // whether it was stored is unknown
        }
    }

    private Task<RowCounts> UpdateAsync(FusionClient client, Step step, byte[] body, bool forgets)
    {
        string contentType = step.Format == BatchFormat.Arrow ? RowOptions.Arrow : RowOptions.Csv;
        RowOptions how = new()
        {
            IdempotencyKey = step.Key,
            Types = Batch.Types,
            ContentEncoding = step.Format == BatchFormat.Gzip ? "gzip" : null,
        };
        return forgets ? client.ForgetAsync(pid, body, contentType, how) : client.LearnAsync(pid, body, contentType, how);
    }

    private static async Task<byte[]> BodyOfAsync(Batch rows, BatchFormat format) => format switch
    {
        BatchFormat.Csv => Batch.ToCsv([rows]),
        BatchFormat.Gzip => rows.ToGzip(),
        BatchFormat.Arrow => await rows.ToArrowAsync(),
        _ => [], // the client writes the frame
    };
}
