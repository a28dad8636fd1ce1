namespace Fusion.Actors.Cells;

/// <summary>One cell's part in the numbers of batches that wait and that are worked on. Not thread-safe.</summary>
internal sealed class QueueDepth
{
    private int _waiting;
    private int _inFlight;

    /// <summary>Tells how many there are now.</summary>
    public void Set(int waiting, int inFlight)
    {
        CellMeter.Moved(waiting - _waiting, inFlight - _inFlight);
        (_waiting, _inFlight) = (waiting, inFlight);
    }
}
