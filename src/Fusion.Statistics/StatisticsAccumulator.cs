using Fusion.Statistics.Exact;

namespace Fusion.Statistics;

/// <summary>A growing statistic with one owner; readers get immutable snapshots.</summary>
/// <remarks>
/// <para>Not thread-safe. An exception leaves the accumulator as it was.</para>
/// <para>No value is refused: one that has no room at the scale of its attribute coarsens the attribute
/// (<see cref="SufficientStatistics.IsQuantised"/>).</para>
/// <para>Adding rows allocates nothing per row. A snapshot costs nothing; the first change after one copies the sums once.</para>
/// </remarks>
public sealed class StatisticsAccumulator
{
    private ExactSums _sums;
    private SufficientStatistics? _snapshot;

    /// <summary>Creates an accumulator without rows.</summary>
    /// <param name="squaredProducts">
    /// Whether to keep Σx²y² of continuous pairs, the floating-point sum behind the conditional variance given a continuous attribute.
    /// A merge keeps it when both operands have it.
    /// </param>
    /// <param name="valueCounts">
    /// Whether to count the values of continuous attributes, <see cref="SufficientStatistics.Values"/>. A merge keeps the counts of an attribute when
    /// both operands have them or one never had a value of it; one that brings counts switches counting on.
    /// </param>
    public StatisticsAccumulator(bool squaredProducts = true, bool valueCounts = false) => _sums = new ExactSums(squaredProducts, valueCounts);

    /// <summary>Creates an accumulator that goes on from a statistic.</summary>
    /// <param name="start">The statistic; it does not change.</param>
    public StatisticsAccumulator(SufficientStatistics start)
    {
        ArgumentNullException.ThrowIfNull(start);
        _snapshot = start;
        _sums = start.Sums;
    }

    /// <summary>The attributes so far.</summary>
    public Schema Schema => _sums.Schema;

    /// <summary>Number of rows so far; negative after forgetting what was never learned.</summary>
    public long Rows => _sums.Rows;

    /// <summary>Adds the rows of a block.</summary>
    /// <param name="block">The rows; attributes that are new count as missing in all rows before, except dummies of a known category, which count 0.</param>
    /// <exception cref="IncompatibleSchemaException">A name has another kind or category here.</exception>
    /// <exception cref="OverflowException">The number of rows would exceed 2^63 − 1.</exception>
    public void Add(RowBlock block)
    {
        Add([block]);
    }

    /// <summary>Adds the rows of blocks; the same as one after the other, and faster.</summary>
    /// <param name="blocks">The rows; attributes that are new count as missing in all rows before, except dummies of a known category, which count 0.</param>
    /// <exception cref="IncompatibleSchemaException">A name has another kind or category here or in another block; nothing is added.</exception>
    /// <exception cref="OverflowException">The number of rows would exceed 2^63 − 1, or that of attributes 46,340; nothing is added.</exception>
    /// <remarks>Blocks of the same columns share the costs that do not depend on the number of rows: up to 64 in succession.</remarks>
    public void Add(params ReadOnlySpan<RowBlock> blocks) => BlockAccumulator.OfThisThread.Apply(Writable(), blocks, 1);

    /// <summary>Subtracts the rows of a block, as if they had never been added.</summary>
    /// <param name="block">The rows.</param>
    /// <exception cref="IncompatibleSchemaException">A name has another kind or category here.</exception>
    public void Subtract(RowBlock block)
    {
        Subtract([block]);
    }

    /// <summary>Subtracts the rows of blocks; the same as one after the other, and faster.</summary>
    /// <param name="blocks">The rows.</param>
    /// <exception cref="IncompatibleSchemaException">A name has another kind or category here or in another block; nothing is subtracted.</exception>
    /// <exception cref="OverflowException">The number of rows would exceed 2^63 − 1, or that of attributes 46,340; nothing is subtracted.</exception>
    public void Subtract(params ReadOnlySpan<RowBlock> blocks) => BlockAccumulator.OfThisThread.Apply(Writable(), blocks, -1);

    /// <summary>Adds the rows behind a statistic.</summary>
    /// <param name="statistics">The statistic; it does not change.</param>
    /// <exception cref="IncompatibleSchemaException">A name has another kind or category here.</exception>
    /// <exception cref="OverflowException">The number of rows would exceed 2^63 − 1.</exception>
    public void Add(SufficientStatistics statistics)
    {
        ArgumentNullException.ThrowIfNull(statistics);
        SumsAlgebra.Combine(Writable(), statistics.Sums, 1);
    }

    /// <summary>Subtracts the rows behind a statistic, as if they had never been added.</summary>
    /// <param name="statistics">The statistic; it does not change.</param>
    /// <exception cref="IncompatibleSchemaException">A name has another kind or category here.</exception>
    public void Subtract(SufficientStatistics statistics)
    {
        ArgumentNullException.ThrowIfNull(statistics);
        SumsAlgebra.Combine(Writable(), statistics.Sums, -1);
    }

    /// <summary>The present state. Later changes do not show in it.</summary>
    /// <returns>The same object as long as nothing changes.</returns>
    public SufficientStatistics Snapshot() => _snapshot ??= new SufficientStatistics(_sums);

    /// <summary>Sums that no snapshot refers to.</summary>
    private ExactSums Writable()
    {
        if (_snapshot is not null)
            _sums = _sums.Clone();
        _snapshot = null;
        return _sums;
    }
}
