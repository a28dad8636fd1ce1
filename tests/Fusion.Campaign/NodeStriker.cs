namespace Fusion.Campaign;

/// <summary>Does things to nodes, by chance, and brings them back.</summary>
/// <param name="options">What to do.</param>
/// <param name="place">The nodes.</param>
/// <param name="acknowledged">Waits until another batch is acknowledged.</param>
/// <param name="report">Takes what is remarkable.</param>
internal sealed class NodeStriker(CampaignOptions options, ClusterPlace place, Func<Task> acknowledged, Action<string> report)
{
    private const int LongestLifeMs = 3_000;
    private const int LongestPauseMs = 1_500;
    private static readonly TimeSpan Downing = TimeSpan.FromSeconds(9); // suspicion, stability and margin of akka.hocon
    private static readonly TimeSpan LongestEnd = TimeSpan.FromMinutes(1);
    private static readonly IReadOnlyList<Strike> Kills = [Strike.Kill];

    private readonly Random _random = new(options.Seed);

    /// <summary>Strikes a node; all are well again afterwards, but for one that was killed while it started.</summary>
    public async Task StrikeAsync()
    {
        IReadOnlyList<Strike> kinds = options.Kinds ?? Kills;
        Strike kind = kinds[_random.Next(kinds.Count)];
        int number = _random.Next(place.Nodes.Length);
        ClusterNode node = place.Nodes[number];
        if (kinds.Count > 1) report($"{kind} of node {number}");
        switch (kind)
        {
            case Strike.Kill: await KillAsync(node); break;
            case Strike.Leave: await LeaveAsync(node); break;
            case Strike.Pause: await PauseAsync(node); break;
            case Strike.Freeze: await FreezeAsync(node); break;
            case Strike.Blink: await BlinkAsync(number); break;
            case Strike.Cut: await CutAsync(number); break;
            default: throw new InvalidOperationException($"No such strike: {kind}");
        }
    }

    /// <summary>
    /// Lets a node live for a while, kills it and starts it again. Most lives are counted from the first batch that is acknowledged; now and then a node is
    /// killed while it starts.
    /// </summary>
    private async Task KillAsync(ClusterNode node)
    {
        if (_random.Next(4) > 0) await acknowledged();
        await LiveAsync();
        await node.KillAsync();
        node.Launch();
        if (_random.Next(5) > 0 || options.Nodes > 1) await node.WaitUntilHealthyAsync();
    }

    private async Task LeaveAsync(ClusterNode node)
    {
        await acknowledged();
        await LiveAsync();
        using CancellationTokenSource longest = new(LongestEnd);
        await node.EndAsync(longest.Token);
        await node.StartAsync();
    }

    private async Task PauseAsync(ClusterNode node)
    {
        await LiveAsync();
        await node.FreezeAsync();
        await Task.Delay(_random.Next(LongestPauseMs));
        await node.WakeAsync();
        await node.WaitUntilHealthyAsync();
    }

    /// <summary>
    /// Stops a node for longer than the others take to down it, lets it go on, and waits until it has found out and ended; then it is started again.
    /// </summary>
    private async Task FreezeAsync(ClusterNode node)
    {
        await LiveAsync();
        await node.FreezeAsync();
        await DowningAsync();
        await node.WakeAsync();
        await ReturnAsync(node, "A woken node went on: the others had not downed it");
    }

    private async Task BlinkAsync(int number)
    {
        await LiveAsync();
        await place.Network!.CutAsync(number);
        await Task.Delay(_random.Next(LongestPauseMs));
        await place.Network.HealAsync(number);
        await place.Nodes[number].WaitUntilHealthyAsync();
    }

    /// <summary>Whoever is alone ends by itself; the others go on. It can come back only when it reaches them again.</summary>
    private async Task CutAsync(int number)
    {
        await LiveAsync();
        await place.Network!.CutAsync(number);
        await DowningAsync();
        await place.Network.HealAsync(number);
        await ReturnAsync(place.Nodes[number], "A node that was alone went on");
    }

    private Task LiveAsync() => Task.Delay(_random.Next(LongestLifeMs));

    private Task DowningAsync() => Task.Delay(Downing + (Downing * _random.NextDouble()));

    private async Task ReturnAsync(ClusterNode node, string otherwise)
    {
        using CancellationTokenSource longest = new(LongestEnd);
        try
        {
            await node.WaitForExitAsync(longest.Token);
        }
        catch (OperationCanceledException) when (longest.IsCancellationRequested)
        {
            report(otherwise);
        }

        if (node.HasExited) node.Launch();
        await node.WaitUntilHealthyAsync();
    }
}
