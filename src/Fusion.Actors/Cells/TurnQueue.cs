using System.Diagnostics.CodeAnalysis;
using static Fusion.Contracts.Protocols.IngestionProtocol;

namespace Fusion.Actors.Cells;

/// <summary>What waits in front of a cell, in the order it came, and about how many bytes that is. Not thread-safe.</summary>
internal sealed class TurnQueue
{
    private readonly Queue<Turn> _turns = [];

    /// <summary>How many wait.</summary>
    public int Count => _turns.Count;

    /// <summary>About the bytes of their rows and sums: they outlive the requests that brought them.</summary>
    public long Bytes { get; private set; }

    /// <summary>Adds one at the end.</summary>
    public void Enqueue(Turn turn)
    {
        _turns.Enqueue(turn);
        Bytes += WeightOf(turn);
    }

    /// <summary>The next one.</summary>
    public bool TryPeek([NotNullWhen(true)] out Turn? turn) => _turns.TryPeek(out turn);

    /// <summary>Takes the next one out.</summary>
    public void Dequeue() => Bytes -= WeightOf(_turns.Dequeue());

    private static long WeightOf(Turn turn) => turn.Rows is { } rows ? CellWeight.Of(rows) : 0;

    /// <summary>A batch, or work that has to be alone.</summary>
    internal sealed record Turn(IUpdate? Rows, Action<Action>? Work);
}
