namespace Fusion.Actors.Cells;

/// <summary>One cell's part in the numbers of batches that wait and that are worked on. Not thread-safe.</summary>
internal sealed class QueueDepth
{
    /// <summary>Batches in front of the cell.</summary>
    public int Waiting { get; private set; }

    /// <summary>Batches that the cell works on.</summary>
    public int InFlight { get; private set; }

    /// <summary>Tells how many there are now.</summary>
    public void Set(int waiting, int inFlight)
    {
        CellMeter.Moved(waiting - Waiting, inFlight - InFlight);
        (Waiting, InFlight) = (waiting, inFlight);
    }
}
