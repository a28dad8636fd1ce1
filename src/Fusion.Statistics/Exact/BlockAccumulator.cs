using Fusion.Statistics.Exact.Kernel;

namespace Fusion.Statistics.Exact;

/// <summary>Adds or subtracts the rows of a block. An exception leaves the sums as they were.</summary>
/// <remarks>Holds the working memory, one for each thread: a stream of blocks allocates nothing per row, and a thousand idle cells hold none.</remarks>
internal sealed class BlockAccumulator
{
    [ThreadStatic]
    private static BlockAccumulator? _ofThisThread;

    private readonly MissingRows _missing = new();
    private readonly BlockPanel _panel;
    private BlockColumn[] _columns = [];

    /// <summary>Creates one that uses a certain kernel; they all give the same sums.</summary>
    public BlockAccumulator(TileKernel kernel) => _panel = new BlockPanel(kernel);

    /// <summary>The one of the calling thread.</summary>
    public static BlockAccumulator OfThisThread => _ofThisThread ??= new BlockAccumulator(TileKernel.Best);

    /// <summary>sums += sign · (sums of the rows).</summary>
    public void Apply(ExactSums sums, RowBlock block, int sign)
    {
        Schema union = SumsAlgebra.Union(sums.Schema, block.Schema);
        Fit(sums, block, union);
        long rows = checked(sums.Rows + (sign * block.Rows));
        ReadOnlySpan<BlockColumn> columns = _columns.AsSpan(0, block.Columns.Length);
        ValuesAlgebra.Expect(sums, columns);

        sums.Extend(union);
        for (int c = 0; c < block.Columns.Length; c++)
        {
            Align(sums, _columns[c]);
        }

        _panel.Load(columns, block.Rows);
        _panel.AddTo(sums, sign);
        _missing.Find(union.GroupCount, columns, union, block.Rows);
        AddDeficits(sums, sign);
        ValuesAlgebra.Add(sums, columns, sign);
        sums.Rows = rows;
    }

    private void Fit(ExactSums sums, RowBlock block, Schema union)
    {
        if (_columns.Length < block.Columns.Length)
            _columns = new BlockColumn[block.Columns.Length];
        for (int c = 0; c < block.Columns.Length; c++)
        {
            int index = union.IndexOf(block.Schema[c].Name);
            _columns[c] = BlockColumn.Fit(index, block.Columns[c], index < sums.Schema.Count ? sums.Attributes[index] : AttributeSums.Blank);
        }
    }

    private static void Align(ExactSums sums, BlockColumn column)
    {
        if (column.Source.Count == 0)
            return;
        sums.Align(column.Index, column.Scale, column.Pivot);
        ref AttributeSums attribute = ref sums.Attributes[column.Index];
        attribute.Quantised |= column.Source.Quantised || column.Coarsened;
        attribute.Coarsened |= column.Coarsened;
        int digits = column.Scale - column.Source.Scale;
        attribute.Include(DecimalScale.Move(column.Source.Min, digits), DecimalScale.Move(column.Source.Max, digits));
    }

    private void AddDeficits(ExactSums sums, int sign)
    {
        int groups = sums.Schema.GroupCount;
        for (int group = 0; group < groups; group++)
        {
            if (_missing.Count(group) == 0)
                continue;
            GroupDeficit deficit = sums.DeficitOf(group);
            deficit.Missing += sign * _missing.Count(group);
            deficit.Both[group] += sign * _missing.Count(group);
            for (int other = 0; other < group; other++)
            {
                if (_missing.Count(other) == 0)
                    continue;
                int both = sign * _missing.CountBoth(group, other);
                deficit.Both[other] += both;
                sums.DeficitOf(other).Both[group] += both;
            }
        }

        _panel.AddDeficitsTo(sums, _missing, sign);
    }
}
