using System.Numerics;

namespace Fusion.Statistics.Exact;

/// <summary>Adds or subtracts the rows of a block. An exception leaves the sums as they were.</summary>
/// <remarks>Holds the working memory, one for each thread: a stream of blocks allocates nothing per row, and a thousand idle cells hold none.</remarks>
internal sealed class BlockAccumulator
{
    [ThreadStatic]
    private static BlockAccumulator? _ofThisThread;

    private readonly BlockPanel _panel = new();
    private BlockColumn[] _columns = [];
    private ulong[] _missing = [];
    private int[] _missingCounts = [];

    private BlockAccumulator()
    {
    }

    /// <summary>The one of the calling thread.</summary>
    public static BlockAccumulator OfThisThread => _ofThisThread ??= new BlockAccumulator();

    /// <summary>sums += sign · (sums of the rows).</summary>
    public void Apply(ExactSums sums, RowBlock block, int sign)
    {
        Schema union = SumsAlgebra.Union(sums.Schema, block.Schema);
        Fit(sums, block, union);
        long rows = checked(sums.Rows + (sign * block.Rows));

        sums.Extend(union);
        for (int c = 0; c < block.Columns.Length; c++)
        {
            Align(sums, _columns[c]);
        }

        _panel.Load(_columns.AsSpan(0, block.Columns.Length), block.Rows, sums.SquaredProducts is not null);
        _panel.AddTo(sums, sign);
        FindMissing(block, union);
        AddDeficits(sums, sign);
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

    /// <summary>Notes per presence group the rows that lack it: those its columns mark, or all when the block has none of its columns.</summary>
    private void FindMissing(RowBlock block, Schema union)
    {
        int words = BlockPanel.Words;
        if (_missingCounts.Length < union.GroupCount)
        {
            _missing = new ulong[union.GroupCount * words];
            _missingCounts = new int[union.GroupCount];
        }

        Span<ulong> all = stackalloc ulong[words];
        for (int word = 0; word < words; word++)
        {
            int rows = Math.Clamp(block.Rows - (64 * word), 0, 64);
            all[word] = rows == 64 ? ulong.MaxValue : (1UL << rows) - 1;
        }

        for (int group = 0; group < union.GroupCount; group++)
        {
            all.CopyTo(MissingRows(group));
        }

        for (int c = 0; c < block.Columns.Length; c++)
        {
            Span<ulong> missing = MissingRows(union.GroupOf(_columns[c].Index));
            ReadOnlySpan<ulong> presence = block.Columns[c].Presence;
            for (int word = 0; word < presence.Length; word++)
            {
                missing[word] &= ~presence[word];
            }
        }

        for (int group = 0; group < union.GroupCount; group++)
        {
            _missingCounts[group] = CountBoth(MissingRows(group), all);
        }
    }

    private void AddDeficits(ExactSums sums, int sign)
    {
        int groups = sums.Schema.GroupCount;
        for (int group = 0; group < groups; group++)
        {
            if (_missingCounts[group] == 0)
                continue;
            GroupDeficit deficit = sums.DeficitOf(group);
            deficit.Missing += sign * _missingCounts[group];
            _panel.AddRowsTo(deficit, MissingRows(group), _missingCounts[group], sign);
            for (int other = 0; other < groups; other++)
            {
                if (_missingCounts[other] != 0)
                    deficit.Both[other] += sign * CountBoth(MissingRows(group), MissingRows(other));
            }
        }
    }

    private Span<ulong> MissingRows(int group) => _missing.AsSpan(group * BlockPanel.Words, BlockPanel.Words);

    private static int CountBoth(ReadOnlySpan<ulong> left, ReadOnlySpan<ulong> right)
    {
        int count = 0;
        for (int word = 0; word < left.Length; word++)
        {
            count += BitOperations.PopCount(left[word] & right[word]);
        }

        return count;
    }
}
