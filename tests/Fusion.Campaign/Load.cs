using Fusion.Client;
using Fusion.Client.Entities;

namespace Fusion.Campaign;

/// <summary>Senders that push keyed batches to the cells of a cluster while something happens to it, and the account of what they were told.</summary>
/// <param name="nodes">Where the nodes are; a sender turns to the next one when its own fails.</param>
/// <param name="seed">Decides the rows.</param>
internal sealed class Load(Uri[] nodes, int seed) : IDisposable
{
    private const int Senders = 8;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly HttpClient _http = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Sender[] _senders = [.. Enumerable.Range(0, Senders).Select(number => new Sender(number, CellOf(number), seed, nodes))];
    private Task[] _running = [];

    /// <summary>The cells, two senders each.</summary>
    public static IReadOnlyList<string> Cells { get; } = [.. Enumerable.Range(0, Senders).Select(CellOf).Distinct()];

    /// <summary>Makes the cells and begins to send.</summary>
    public async Task StartAsync()
    {
        foreach (string cell in Cells) await Client(nodes[0]).CreateProjectAsync(cell);
        _running = [.. _senders.Select(sender => sender.RunAsync(_stop.Token))];
    }

    /// <summary>Waits until every sender has been told of some more batches that they are stored.</summary>
    public async Task EachIsAcknowledgedAsync(int more)
    {
        int[] before = [.. _senders.Select(sender => sender.Acknowledged)];
        using CancellationTokenSource patience = new(Patience);
        while (_senders.Zip(before, (sender, earlier) => sender.Acknowledged < earlier + more).Any(isShort => isShort))
        {
            if (Array.Find(_running, sender => sender.IsFaulted) is { } failed) await failed;
            await Task.Delay(20, patience.Token);
        }
    }

    /// <summary>Ends the sending, each batch on its way being brought to its end, and compares: what is lost, double or wrong.</summary>
    /// <param name="node">The node to ask.</param>
    public async Task<IReadOnlyList<string>> EndAsync(Uri node)
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_running);
        List<string> faults = [];
        foreach (string cell in Cells)
        {
            (long rows, string digest) = Batch.Fold(_senders.Where(sender => sender.Pid == cell).SelectMany(sender => sender.Batches));
            ProjectDigest actual = await Patiently.RunAsync(() => Client(node).DigestAsync(cell), Patience, IsPassing);
            if (actual.Rows != rows) faults.Add($"{cell} has {actual.Rows} rows, {rows} were acknowledged");
            if (actual.Digest != digest) faults.Add($"{cell} has digest {actual.Digest}, its rows have {digest}");
        }

        return faults;
    }

    public void Dispose()
    {
        foreach (Sender sender in _senders) sender.Dispose();
        _stop.Dispose();
        _http.Dispose();
    }

    private static string CellOf(int sender) => $"load{sender / 2}";

    private FusionClient Client(Uri node) => ClusterNode.ClientOf(_http, node, Patience);

    private static bool IsPassing(Exception cause) => cause is OperationCanceledException or FusionApiException { StatusCode: 429 or 503 };
}
