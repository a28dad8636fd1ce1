namespace Fusion.Statistics.Exact.Kernel;

/// <summary>The number that stands in a panel for a value of a column.</summary>
internal unsafe interface IColumnPart
{
    /// <summary>Writes the numbers of some rows, and zeros up to a multiple of four.</summary>
    void Load(in PanelColumn column, int first, int count, double* target);
}
