namespace Fusion.Statistics;

/// <summary>A growing statistic with one owner; readers get immutable snapshots.</summary>
public sealed class StatisticsAccumulator
{
    /// <summary>Creates an empty accumulator.</summary>
    /// <param name="squaredProducts">Whether to keep Σx²y² of continuous pairs, the floating side sum behind their conditional variance.</param>
    public StatisticsAccumulator(bool squaredProducts = true) => throw new NotImplementedException();

    /// <summary>Adds rows.</summary>
    /// <param name="block">The rows.</param>
    public void Add(RowBlock block) => throw new NotImplementedException();

    /// <summary>Subtracts rows.</summary>
    /// <param name="block">The rows.</param>
    public void Subtract(RowBlock block) => throw new NotImplementedException();

    /// <summary>Adds a statistic.</summary>
    /// <param name="statistics">The statistic.</param>
    public void Add(SufficientStatistics statistics) => throw new NotImplementedException();

    /// <summary>Subtracts a statistic.</summary>
    /// <param name="statistics">The statistic.</param>
    public void Subtract(SufficientStatistics statistics) => throw new NotImplementedException();

    /// <summary>The present state.</summary>
    /// <returns>An immutable statistic.</returns>
    public SufficientStatistics Snapshot() => throw new NotImplementedException();
}
