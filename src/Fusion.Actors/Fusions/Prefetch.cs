using System.Collections.Immutable;
using Fusion.Contracts.Projects;
using static Fusion.Contracts.Protocols.FusionProtocol;

namespace Fusion.Actors.Fusions;

/// <summary>One refresh under way: what is still awaited, what came, who waits.</summary>
/// <param name="number">Distinguishes this refresh from earlier ones.</param>
/// <param name="cells">The cells asked.</param>
internal sealed class Prefetch(long number, IEnumerable<CellLogin> cells)
{
    private readonly HashSet<CellAddress> _awaited = [.. cells.Select(cell => cell.Address)];
    private readonly Dictionary<CellAddress, CellCopy> _copies = [];
    private readonly Dictionary<CellAddress, string> _errors = [];

    /// <summary>Distinguishes this refresh from earlier ones.</summary>
    public long Number => number;

    /// <summary>The answers that wait for the refresh.</summary>
    public List<Action> Waiting { get; } = [];

    /// <summary>Whether every cell has answered or failed.</summary>
    public bool IsComplete => _awaited.Count == 0;

    /// <summary>New copies by cell; a cell that is unchanged or failed is not among them.</summary>
    public IReadOnlyDictionary<CellAddress, CellCopy> Copies => _copies;

    /// <summary>Takes what came of one question. A second answer of the same cell is ignored.</summary>
    public void Take(CellFetch.Outcome outcome)
    {
        CellAddress address = outcome.Fetch.Login.Address;
        if (!_awaited.Remove(address)) return;
        if (outcome.Error is not null) _errors[address] = outcome.Error;
        else if (CellFetch.CopyOf(outcome) is { } copy) _copies[address] = copy;
    }

    /// <summary>Gives up what has not answered: its questions ended without a word.</summary>
    public void GiveUp(string reason)
    {
        foreach (CellAddress address in _awaited) _errors[address] = reason;
        _awaited.Clear();
    }

    /// <summary>The failed cells and why, in list order.</summary>
    /// <param name="order">The project's list of cells.</param>
    public ImmutableArray<string> Errors(IEnumerable<CellLogin> order) =>
        [.. order.Where(cell => _errors.ContainsKey(cell.Address)).Select(cell => $"{cell.Address}: {_errors[cell.Address]}")];
}
