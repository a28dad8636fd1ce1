namespace Fusion.Statistics;

/// <summary>What learning or forgetting did to a window.</summary>
/// <param name="Window">The window then.</param>
/// <param name="Entered">The rows that came into it.</param>
/// <param name="Left">The rows that left it.</param>
public sealed record WindowChange(RowWindow Window, RowBatch Entered, RowBatch Left);
