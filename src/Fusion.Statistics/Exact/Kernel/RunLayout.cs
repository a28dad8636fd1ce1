namespace Fusion.Statistics.Exact.Kernel;

/// <summary>
/// The order of a run's columns in the panels: continuous ones first, those with most limbs in front, so that a panel of higher limbs is a shorter
/// one and a few wide columns do not slow the others. Columns without a value are left out.
/// </summary>
internal sealed unsafe class RunLayout
{
    /// <summary>The most limbs of a deviation.</summary>
    public const int MaxLimbs = 3;

    private readonly int[] _withLimbs = new int[MaxLimbs];
    private PanelColumn[] _columns = [];
    private readonly AlignedBuffer _constants = new();
    private ulong[] _magnitudes = [];

    /// <summary>Number of columns.</summary>
    public int Count { get; private set; }

    /// <summary>Number of continuous columns.</summary>
    public int Continuous { get; private set; }

    /// <summary>The largest magnitude of a deviation of one limb.</summary>
    public ulong Narrow { get; private set; }

    /// <summary>The columns in order.</summary>
    public Span<PanelColumn> Columns => _columns.AsSpan(0, Count);

    /// <summary>What <see cref="NarrowGroup"/> has to know of the group of columns that begins at a place; those beyond the last have only zeros.</summary>
    public double* Constants(int c) => _constants.Reserve(0) + (c / PanelPacker.Group * NarrowGroup.Constants);

    /// <summary>Number of columns that have at least so many limbs.</summary>
    public int WithLimbs(int limbs) => _withLimbs[limbs - 1];

    /// <summary>Orders the columns of blocks that agree in their schema and in which columns have no value at all.</summary>
    /// <param name="sums">The sums they enter, at their final scales and pivots.</param>
    /// <param name="blocks">The blocks.</param>
    /// <param name="indexes">The attribute of each column.</param>
    public void Arrange(ExactSums sums, ReadOnlySpan<RowBlock> blocks, ReadOnlySpan<int> indexes)
    {
        Measure(sums, blocks, indexes);
        if (_columns.Length < indexes.Length)
            Array.Resize(ref _columns, indexes.Length);
        (Count, Narrow) = (0, 0);
        for (int limbs = MaxLimbs; limbs > 0; limbs--)
        {
            Append(sums, blocks[0], indexes, (AttributeKind.Continuous, limbs));
            _withLimbs[limbs - 1] = Count;
        }

        Continuous = Count;
        Append(sums, blocks[0], indexes, (AttributeKind.Binary, 1));
        _withLimbs[0] = Count;
        DescribeGroups();
    }

    /// <summary>Takes the columns of the next block in.</summary>
    public void Load(RowBlock block)
    {
        foreach (ref PanelColumn column in Columns)
        {
            column.Load(block.Columns[column.Position]);
        }
    }

    private void DescribeGroups()
    {
        const int Group = PanelPacker.Group;
        int padded = (Count + Group - 1) / Group * Group;
        _constants.Reserve(padded / Group * NarrowGroup.Constants);
        for (int c = 0; c < padded; c++)
        {
            bool isThere = c < Count;
            NarrowGroup.Describe(Constants(c), c % Group, isThere ? _columns[c].Pivot : 0, isThere ? _columns[c].Magnitude : 0);
        }
    }

    private void Measure(ExactSums sums, ReadOnlySpan<RowBlock> blocks, ReadOnlySpan<int> indexes)
    {
        if (_magnitudes.Length < indexes.Length)
            _magnitudes = new ulong[indexes.Length];
        for (int c = 0; c < indexes.Length; c++)
        {
            ref readonly AttributeSums attribute = ref sums.Attributes[indexes[c]];
            ulong magnitude = 0;
            foreach (RowBlock block in blocks)
            {
                magnitude = Math.Max(magnitude, MagnitudeOf(block.Columns[c], attribute));
            }

            _magnitudes[c] = magnitude;
        }
    }

    private static ulong MagnitudeOf(ColumnBlock column, in AttributeSums attribute)
    {
        if (column.Count == 0)
            return 0;
        int digits = attribute.Scale - column.Scale;
        long low = DecimalScale.Move(column.Min, digits) - attribute.Pivot, high = DecimalScale.Move(column.Max, digits) - attribute.Pivot;
        return (ulong)Math.Max(Math.Abs(low), Math.Abs(high));
    }

    private void Append(ExactSums sums, RowBlock block, ReadOnlySpan<int> indexes, (AttributeKind Kind, int Limbs) wanted)
    {
        for (int c = 0; c < indexes.Length; c++)
        {
            ulong magnitude = _magnitudes[c];
            if (block.Columns[c].Count == 0 || (block.Schema[c].Kind, LimbPanel.LimbsOf(magnitude)) != wanted)
                continue;
            if (wanted.Limbs == 1)
                Narrow = Math.Max(Narrow, magnitude);
            ref PanelColumn column = ref _columns[Count++];
            (column.Position, column.Index) = (c, indexes[c]);
            (column.Magnitude, column.Limbs) = (magnitude, wanted.Limbs);
            (column.Scale, column.Pivot) = (sums.Attributes[indexes[c]].Scale, sums.Attributes[indexes[c]].Pivot);
        }
    }
}
