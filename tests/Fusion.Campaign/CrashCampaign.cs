using System.Diagnostics;
using System.Globalization;
using Fusion.Client;
using Fusion.Client.Entities;
using Fusion.Statistics;

namespace Fusion.Campaign;

/// <summary>
/// Eight senders learn and forget keyed batches, in every format, while nodes are struck at random moments. In the end every acknowledged row must be counted
/// exactly once: each cell has the rows that were learned and not forgotten, and the digest of their statistics, which are formed here from the rows.
/// </summary>
internal sealed class CrashCampaign : IAsyncDisposable
{
    private const int Senders = 8, Cells = 3, ReportEvery = 10;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly CampaignOptions _options;
    private readonly Action<string> _report;
    private readonly ClusterNode[] _nodes;
    private readonly NodeStriker _striker;
    private readonly Sender[] _senders;
    private readonly HttpClient _http = new();
    private readonly string _name;

    private CrashCampaign(CampaignOptions options, ClusterPlace place, Action<string> report)
    {
        _options = options;
        _report = report;
        _nodes = place.Nodes;
        _striker = new NodeStriker(options, place, AcknowledgedAsync, report);
        _name = $"campaign{TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)}";
        _senders = [.. Enumerable.Range(0, Senders).Select(number => new Sender(number, CellOf(number), options.Seed, [.. _nodes.Select(node => node.Address)]))];
    }

    private FusionClient Client => _nodes[0].Client(_http, TimeSpan.FromMinutes(1));

    /// <summary>Runs a campaign to its end.</summary>
    public static async Task<CampaignResult> RunAsync(CampaignOptions options, Action<string> report)
    {
        await using ClusterPlace place = await ClusterPlace.CreateAsync(options);
        await using CrashCampaign campaign = new(options, place, report);
        return await campaign.RunAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (ClusterNode node in _nodes) await node.DisposeAsync(); // first, or senders would go on
        foreach (Sender sender in _senders) sender.Dispose();
        _http.Dispose();
    }

    /// <summary>Half of the senders share a cell; the others share two more.</summary>
    private string CellOf(int sender) => $"{_name}-{(sender < Senders / 2 ? 0 : 1 + (sender % (Cells - 1)))}";

    private async Task<CampaignResult> RunAsync()
    {
        var watch = Stopwatch.StartNew();
        foreach (ClusterNode node in _nodes) await node.StartAsync();
        for (int cell = 0; cell < Cells; cell++) await PatientlyAsync(() => CreateAsync($"{_name}-{cell}"));

        using CancellationTokenSource stop = new();
        Task[] senders = [.. _senders.Select(sender => sender.RunAsync(stop.Token))];
        for (int strike = 1; strike <= _options.Strikes; strike++)
        {
            await _striker.StrikeAsync();
            if (senders.FirstOrDefault(sender => sender.IsFaulted) is { } failed) await failed;
            if (strike % ReportEvery == 0 || _options.Nodes > 1) _report($"{strike} strikes, {_senders.Sum(sender => sender.Acknowledged)} batches acknowledged");
        }

        await stop.CancelAsync();
        await Task.WhenAll(senders);
        List<string> faults = [];
        for (int cell = 0; cell < Cells; cell++) await CompareAsync($"{_name}-{cell}", faults);
        if (_nodes.Length > 1) faults.AddRange(await AliveTwiceAsync());
        return new CampaignResult(
            _options.Strikes,
            _senders.Sum(sender => sender.Acknowledged),
            _senders.Sum(sender => sender.Forgotten),
            _senders.Sum(sender => sender.Rows),
            _senders.Sum(sender => sender.Resent),
            _senders.Max(sender => sender.MostResent),
            watch.Elapsed,
            faults);
    }

    private async Task AcknowledgedAsync()
    {
        using CancellationTokenSource patience = new(Patience);
        int before = _senders.Sum(sender => sender.Acknowledged);
        while (_senders.Sum(sender => sender.Acknowledged) == before) await Task.Delay(20, patience.Token);
    }

    private async Task CompareAsync(string pid, List<string> faults)
    {
        foreach (ClusterNode node in _nodes) await node.WaitUntilHealthyAsync();
        ProjectDigest actual = await PatientlyAsync(() => Client.DigestAsync(pid));
        SufficientStatistics expected = SufficientStatistics.Empty;
        foreach (Batch batch in _senders.Where(sender => sender.Pid == pid).SelectMany(sender => sender.Batches)) expected = expected.Merge(batch.ToStatistics());
        if (actual.Rows != expected.Rows) faults.Add($"{pid} has {actual.Rows} rows, {expected.Rows} were acknowledged and not forgotten");
        string digest = expected.Digest().ToString();
        if (actual.Digest != digest) faults.Add($"{pid} has digest {actual.Digest}, its rows have {digest}");
    }

    private async Task<IEnumerable<string>> AliveTwiceAsync()
    {
        (int code, string output) = await _nodes[0].RunAsync([.. EntityList.Verb]);
        return code == 0 ? EntityList.AliveTwice(output) : [$"The cluster does not tell its entities, exit code {code}"];
    }

    private async Task<bool> CreateAsync(string pid)
    {
        try
        {
            await Client.CreateProjectAsync(pid);
            return true;
        }
        catch (FusionApiException taken) when (taken.StatusCode == 409)
        {
            return false; // by the attempt before
        }
    }

    /// <summary>Right after a strike a cell may be on its way to another node.</summary>
    private static Task<T> PatientlyAsync<T>(Func<Task<T>> call) => Patiently.RunAsync(call, Patience, IsPassing);

    private static bool IsPassing(Exception cause) =>
        cause is HttpRequestException or OperationCanceledException or FusionApiException { StatusCode: 429 or 503 };
}
