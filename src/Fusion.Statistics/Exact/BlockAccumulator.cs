using Fusion.Statistics.Exact.Kernel;

namespace Fusion.Statistics.Exact;

/// <summary>Adds or subtracts the rows of blocks. An exception leaves the sums as they were.</summary>
/// <remarks>
/// Blocks that agree are taken together, so that what does not depend on the number of rows is done once for all of them. Holds the working memory,
/// one for each thread: a stream of blocks allocates nothing per row, and a thousand idle cells hold none.
/// </remarks>
internal sealed class BlockAccumulator(TileKernel kernel)
{
    [ThreadStatic]
    private static BlockAccumulator? _ofThisThread;

    private PackedRun _packed = new(kernel);
    private readonly RowBlock[] _run = new RowBlock[PackedRun.MaxBlocks];
    private BlockColumn[] _columns = [];
    private int[] _indexes = [];
    private int _count;

    /// <summary>The one of the calling thread.</summary>
    public static BlockAccumulator OfThisThread => _ofThisThread ??= new BlockAccumulator(TileKernel.Best);

    /// <summary>sums += sign · (sums of the rows).</summary>
    public void Apply(ExactSums sums, ReadOnlySpan<RowBlock> blocks, int sign)
    {
        Check(sums, blocks, sign);
        try
        {
            AddRuns(sums, blocks, sign);
            GC.KeepAlive(this); // the working memory is reached by pointers
        }
        catch
        {
            // What is left in the working memory belongs to no sums: let the next call begin with new.
            (_packed, _count) = (new PackedRun(kernel), 0);
            throw;
        }
    }

    private void AddRuns(ExactSums sums, ReadOnlySpan<RowBlock> blocks, int sign)
    {
        foreach (RowBlock block in blocks)
        {
            if (_count == 0 || _count == _run.Length || !IsLike(_run[0], block))
            {
                Flush(sums, sign);
                Begin(sums, block);
            }

            if (Fit(sums, block))
                Flush(sums, sign);
            Align(sums, block);
            ValuesAlgebra.Add(sums, _columns.AsSpan(0, block.Columns.Length), sign);
            ConditionalValuesAlgebra.Add(sums, _columns.AsSpan(0, block.Columns.Length), sign);
            _run[_count++] = block;
        }

        Flush(sums, sign);
    }

    /// <summary>Throws where a block can't be added.</summary>
    private static void Check(ExactSums sums, ReadOnlySpan<RowBlock> blocks, int sign)
    {
        Schema union = sums.Schema;
        Schema? last = null;
        long rows = sums.Rows;
        foreach (RowBlock block in blocks)
        {
            ArgumentNullException.ThrowIfNull(block, nameof(blocks));
            rows = checked(rows + (sign * block.Rows));
            if (!ReferenceEquals(block.Schema, last))
                union = SumsAlgebra.Union(union, block.Schema);
            last = block.Schema;
        }

        ValuesAlgebra.Expect(sums, Math.Abs(rows - sums.Rows));
        ConditionalValuesAlgebra.Expect(sums, Math.Abs(rows - sums.Rows));
    }

    private static bool IsLike(RowBlock block, RowBlock other)
    {
        if (!block.Schema.Equals(other.Schema))
            return false;
        for (int c = 0; c < block.Columns.Length; c++)
        {
            if (block.Columns[c].Count == 0 != (other.Columns[c].Count == 0))
                return false;
        }

        return true;
    }

    /// <summary>Makes room for the attributes of a run.</summary>
    private void Begin(ExactSums sums, RowBlock first)
    {
        sums.Extend(SumsAlgebra.Union(sums.Schema, first.Schema));
        if (_columns.Length < first.Columns.Length)
            (_columns, _indexes) = (new BlockColumn[first.Columns.Length], new int[first.Columns.Length]);
        for (int c = 0; c < first.Columns.Length; c++)
        {
            _indexes[c] = sums.Schema.IndexOf(first.Schema[c].Name);
        }
    }

    /// <summary>Finds the scale and pivot at which each column enters.</summary>
    /// <returns>Whether a sum has to move to another scale first.</returns>
    private bool Fit(ExactSums sums, RowBlock block)
    {
        bool moves = false;
        for (int c = 0; c < block.Columns.Length; c++)
        {
            ref readonly AttributeSums attribute = ref sums.Attributes[_indexes[c]];
            _columns[c] = BlockColumn.Fit(_indexes[c], block.Columns[c], attribute);
            moves |= block.Columns[c].Count > 0 && (_columns[c].Scale != attribute.Scale || _columns[c].Pivot != attribute.Pivot);
        }

        return moves;
    }

    private void Align(ExactSums sums, RowBlock block)
    {
        foreach (ref readonly BlockColumn column in _columns.AsSpan(0, block.Columns.Length))
        {
            if (column.Source.Count == 0)
                continue;
            sums.Align(column.Index, column.Scale, column.Pivot);
            ref AttributeSums attribute = ref sums.Attributes[column.Index];
            attribute.Quantised |= column.Source.Quantised || column.Coarsened;
            attribute.Coarsened |= column.Coarsened;
            int digits = column.Scale - column.Source.Scale;
            attribute.Include(DecimalScale.Move(column.Source.Min, digits), DecimalScale.Move(column.Source.Max, digits));
        }
    }

    private void Flush(ExactSums sums, int sign)
    {
        if (_count == 0)
            return;
        _packed.AddTo(sums, _run.AsSpan(0, _count), _indexes.AsSpan(0, _run[0].Columns.Length), sign);
        Array.Clear(_run);
        _count = 0;
    }
}
