using System.Numerics;
using System.Runtime.InteropServices;

namespace Fusion.Statistics.Exact.Kernel;

/// <summary>The rows of a block in which presence groups are missing that are present in others.</summary>
internal sealed class MissingRows
{
    private const int Words = RowBlock.Capacity / 64;

    private readonly List<int> _groups = [];
    private readonly int[] _rowStarts = new int[RowBlock.Capacity + 1];
    private int[] _byRow = [];
    private ulong[] _masks = [];
    private int[] _counts = [];
    private bool[] _isSeen = [];

    /// <summary>The groups.</summary>
    public ReadOnlySpan<int> Groups => CollectionsMarshal.AsSpan(_groups);

    /// <summary>Number of rows in which a group is missing.</summary>
    public int Count(int group) => _counts[group];

    /// <summary>Finds them.</summary>
    /// <param name="columns">The columns of the block that have a value at all.</param>
    /// <param name="schema">The schema that the columns' indexes refer to.</param>
    public void Find(ReadOnlySpan<PanelColumn> columns, Schema schema)
    {
        _groups.Clear();
        if (_counts.Length < schema.GroupCount)
            (_counts, _isSeen, _masks) = (new int[schema.GroupCount], new bool[schema.GroupCount], new ulong[schema.GroupCount * Words]);
        foreach (ref readonly PanelColumn column in columns)
        {
            int missing = column.Source.Rows - column.Source.Count;
            if (missing == 0 || _isSeen[schema.GroupOf(column.Index)])
                continue;
            int group = schema.GroupOf(column.Index);
            (_isSeen[group], _counts[group]) = (true, missing);
            _groups.Add(group);
            Fill(Mask(group), column.Source);
        }

        foreach (int group in _groups)
        {
            _isSeen[group] = false;
        }
    }

    /// <summary>Lists the rows of a chunk in which a group is missing.</summary>
    /// <param name="group">One of <see cref="Groups"/>.</param>
    /// <param name="first">The first row of the chunk.</param>
    /// <param name="rows">Room for the rows of a chunk; they count from its first.</param>
    /// <returns>Their number.</returns>
    public int List(int group, int first, Span<ushort> rows)
    {
        ReadOnlySpan<ulong> mask = Mask(group).Slice(first / 64, PanelPacker.ChunkRows / 64);
        int next = 0;
        for (int word = 0; word < mask.Length; word++)
        {
            for (ulong bits = mask[word]; bits != 0; bits &= bits - 1)
            {
                rows[next++] = (ushort)((64 * word) + BitOperations.TrailingZeroCount(bits));
            }
        }

        return next;
    }

    /// <summary>Adds the numbers of rows in which two groups are missing, for every pair of <see cref="Groups"/>.</summary>
    /// <param name="both">Per pair of places, as a packed lower triangle.</param>
    /// <param name="places">Per group, its place.</param>
    /// <remarks>A few missing cells are paired row by row, many by words of 64 rows.</remarks>
    public void CountPairs(long[] both, ReadOnlySpan<int> places)
    {
        long pairs = ListByRow(places), words = (long)_groups.Count * _groups.Count / 2 * Words;
        if (pairs < words)
            CountByRow(both);
        else
            CountByWord(both, places);
    }

    /// <summary>Lists the places of the groups that are missing in each row.</summary>
    /// <returns>The number of pairs that are missing in the same row.</returns>
    private long ListByRow(ReadOnlySpan<int> places)
    {
        Array.Clear(_rowStarts);
        int cells = 0;
        foreach (int group in _groups)
        {
            cells += _counts[group];
            AddRows(Mask(group));
        }

        long pairs = 0;
        for (int row = 1; row < _rowStarts.Length; row++)
        {
            pairs += (long)_rowStarts[row] * (_rowStarts[row] - 1) / 2;
            _rowStarts[row] += _rowStarts[row - 1];
        }

        if (_byRow.Length < cells)
            _byRow = new int[cells + (cells / 4)];
        for (int g = _groups.Count - 1; g >= 0; g--)
        {
            Append(Mask(_groups[g]), places[_groups[g]]);
        }

        return pairs;
    }

    /// <summary>Counts the missing cells of each row, one place ahead.</summary>
    private void AddRows(ReadOnlySpan<ulong> mask)
    {
        for (int word = 0; word < Words; word++)
        {
            for (ulong bits = mask[word]; bits != 0; bits &= bits - 1)
            {
                _rowStarts[(64 * word) + BitOperations.TrailingZeroCount(bits) + 1]++;
            }
        }
    }

    /// <summary>Fills the lists of the rows from their ends; afterwards each start is one row ahead.</summary>
    private void Append(ReadOnlySpan<ulong> mask, int place)
    {
        for (int word = 0; word < Words; word++)
        {
            for (ulong bits = mask[word]; bits != 0; bits &= bits - 1)
            {
                _byRow[--_rowStarts[(64 * word) + BitOperations.TrailingZeroCount(bits) + 1]] = place;
            }
        }
    }

    private void CountByRow(long[] both)
    {
        int end = 0;
        foreach (int group in _groups)
        {
            end += _counts[group];
        }

        for (int row = RowBlock.Capacity; row > 0; row--)
        {
            ReadOnlySpan<int> places = _byRow.AsSpan(_rowStarts[row], end - _rowStarts[row]);
            end = _rowStarts[row];
            for (int p = 1; p < places.Length; p++)
            {
                for (int other = 0; other < p; other++)
                {
                    both[ExactSums.Position(places[p], places[other])]++;
                }
            }
        }
    }

    private void CountByWord(long[] both, ReadOnlySpan<int> places)
    {
        for (int g = 1; g < _groups.Count; g++)
        {
            ReadOnlySpan<ulong> left = Mask(_groups[g]);
            for (int other = 0; other < g; other++)
            {
                ReadOnlySpan<ulong> right = Mask(_groups[other]);
                int count = 0;
                for (int word = 0; word < Words; word++)
                {
                    count += BitOperations.PopCount(left[word] & right[word]);
                }

                both[ExactSums.Position(places[_groups[g]], places[_groups[other]])] += count;
            }
        }
    }

    private Span<ulong> Mask(int group) => _masks.AsSpan(group * Words, Words);

    private static void Fill(Span<ulong> mask, ColumnBlock column)
    {
        ReadOnlySpan<ulong> presence = column.Presence;
        mask.Clear();
        for (int word = 0; word < presence.Length; word++)
        {
            int rows = column.Rows - (64 * word);
            mask[word] = ~presence[word] & (rows >= 64 ? ulong.MaxValue : (1UL << rows) - 1);
        }
    }
}
