using System.Numerics;

namespace Fusion.Statistics.Exact.Kernel;

/// <summary>The rows of a block in which each presence group is missing: those its columns mark, or all when the block has none of its columns.</summary>
internal sealed class MissingRows
{
    private const int Words = RowBlock.Capacity / 64;

    private ulong[] _masks = [];
    private int[] _counts = [];
    private int[] _starts = [];
    private ushort[] _rows = [];
    private int _blockRows;

    /// <summary>Number of groups that are missing in some rows and present in others.</summary>
    public int Partial { get; private set; }

    /// <summary>Finds them.</summary>
    /// <param name="groups">Number of groups.</param>
    /// <param name="columns">The columns of the block.</param>
    /// <param name="schema">The schema that the columns' indexes refer to.</param>
    /// <param name="rows">Number of rows of the block.</param>
    public void Find(int groups, ReadOnlySpan<BlockColumn> columns, Schema schema, int rows)
    {
        _blockRows = rows;
        Reserve(groups);
        Span<ulong> all = stackalloc ulong[Words];
        for (int word = 0; word < Words; word++)
        {
            int count = Math.Clamp(rows - (64 * word), 0, 64);
            all[word] = count == 64 ? ulong.MaxValue : (1UL << count) - 1;
        }

        for (int group = 0; group < groups; group++)
        {
            all.CopyTo(Mask(group));
        }

        foreach (ref readonly BlockColumn column in columns)
        {
            Span<ulong> missing = Mask(schema.GroupOf(column.Index));
            ReadOnlySpan<ulong> presence = column.Source.Presence;
            for (int word = 0; word < presence.Length; word++)
            {
                missing[word] &= ~presence[word];
            }
        }

        List(groups);
    }

    /// <summary>Number of rows in which a group is missing.</summary>
    public int Count(int group) => _counts[group];

    /// <summary>Whether a group is missing in some rows and present in others.</summary>
    public bool IsPartial(int group) => _counts[group] > 0 && _counts[group] < _blockRows;

    /// <summary>The rows in which a group is missing, when it is present in others.</summary>
    public ReadOnlySpan<ushort> Rows(int group) => _rows.AsSpan(_starts[group], _counts[group]);

    /// <summary>Number of rows in which both groups are missing. A few rows are looked up one by one, many by words.</summary>
    public int CountBoth(int group, int other)
    {
        ReadOnlySpan<ulong> right = Mask(other);
        int count = 0;
        if (IsPartial(group) && _counts[group] < 2 * Words)
        {
            foreach (ushort row in Rows(group))
            {
                count += (int)(right[row >> 6] >> row) & 1;
            }

            return count;
        }

        ReadOnlySpan<ulong> left = Mask(group);
        for (int word = 0; word < Words; word++)
        {
            count += BitOperations.PopCount(left[word] & right[word]);
        }

        return count;
    }

    private Span<ulong> Mask(int group) => _masks.AsSpan(group * Words, Words);

    private void Reserve(int groups)
    {
        if (_counts.Length >= groups)
            return;
        _masks = new ulong[groups * Words];
        _counts = new int[groups];
        _starts = new int[groups];
    }

    private void List(int groups)
    {
        int length = 0;
        Partial = 0;
        for (int group = 0; group < groups; group++)
        {
            int count = 0;
            foreach (ulong word in Mask(group))
            {
                count += BitOperations.PopCount(word);
            }

            _counts[group] = count;
            _starts[group] = length;
            if (!IsPartial(group))
                continue;
            length += count;
            Partial++;
        }

        if (_rows.Length < length)
            _rows = new ushort[length + (length / 4)];
        for (int group = 0; group < groups; group++)
        {
            if (IsPartial(group))
                List(Mask(group), _rows.AsSpan(_starts[group]));
        }
    }

    private static void List(ReadOnlySpan<ulong> mask, Span<ushort> rows)
    {
        int next = 0;
        for (int word = 0; word < mask.Length; word++)
        {
            for (ulong bits = mask[word]; bits != 0; bits &= bits - 1)
            {
                rows[next++] = (ushort)((64 * word) + BitOperations.TrailingZeroCount(bits));
            }
        }
    }
}
