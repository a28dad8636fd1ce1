using System.Collections.Immutable;
using Fusion.Statistics.Exact;

namespace Fusion.Statistics;

/// <summary>The latest rows learned, up to a number of them, oldest first.</summary>
/// <remarks>
/// Immutable and thread-safe. Rows learned in small batches are joined to larger blocks as they age, so that a row costs about 8 bytes a value however it
/// came; joining copies a row about ten times in all.
/// </remarks>
public sealed class RowWindow
{
    private readonly ImmutableArray<RowBlock> _blocks;
    private readonly int _left; // rows at the start of the first block that are in the window no more

    private RowWindow(int capacity, ImmutableArray<RowBlock> blocks, int left)
    {
        Capacity = capacity;
        _blocks = blocks;
        _left = left;
        Rows = blocks.Sum(block => block.Rows) - left;
    }

    /// <summary>The largest number of rows.</summary>
    public int Capacity { get; }

    /// <summary>The number of rows.</summary>
    public int Rows { get; }

    /// <summary>A window that holds the last of some rows.</summary>
    /// <param name="capacity">The largest number of rows, at least 1.</param>
    /// <param name="rows">The rows, oldest first.</param>
    /// <returns>The window.</returns>
    public static RowWindow Of(int capacity, RowBatch rows)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        ArgumentNullException.ThrowIfNull(rows);
        return new RowWindow(capacity, [], 0).Learn(rows).Window;
    }

    /// <summary>The rows in it, oldest first.</summary>
    /// <returns>The rows.</returns>
    public RowBatch Content() => _left == 0
        ? new RowBatch(_blocks)
        : new RowBatch(_blocks.SetItem(0, BlockRows.Range(_blocks[0], _left, _blocks[0].Rows - _left)));

    /// <summary>Adds rows; the oldest leave as far as there is no room for them.</summary>
    /// <param name="rows">The rows, oldest first.</param>
    /// <returns>The window then, which rows entered it and which left it.</returns>
    public WindowChange Learn(RowBatch rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        RowBatch entered = rows.Last(Capacity);
        var blocks = new List<RowBlock>(_blocks);
        var gone = new List<RowBlock>();
        int left = DropOldest(blocks, (int)Math.Max(0, Rows + entered.Rows - Capacity), gone);
        foreach (RowBlock block in entered.Blocks)
        {
            blocks.Add(block);
            JoinLast(blocks, left);
        }

        return new WindowChange(new RowWindow(Capacity, [.. blocks], left), entered, new RowBatch(gone));
    }

    /// <summary>Takes rows out: for each the newest one that equals it. Rows without an equal change nothing.</summary>
    /// <param name="rows">The rows.</param>
    /// <returns>The window then and which rows left it. Cost: a pass over the window's rows from the newest to the last one found.</returns>
    public WindowChange Forget(RowBatch rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var names = new RowKeys();
        var wanted = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (string key in rows.Blocks.SelectMany(names.Of))
        {
            wanted[key] = wanted.GetValueOrDefault(key) + 1;
        }

        long missing = rows.Rows;
        ImmutableArray<RowBlock> content = Content().Blocks;
        var kept = new Stack<RowBlock>();
        var gone = new Stack<RowBlock>();
        for (int b = content.Length - 1; b >= 0; b--)
        {
            int[] found = missing > 0 ? Find(names.Of(content[b]), wanted) : [];
            missing -= found.Length;
            if (found.Length > 0)
                gone.Push(BlockRows.Pick(content[b], found));
            kept.Push(found.Length == 0 ? content[b] : BlockRows.Pick(content[b], [.. Enumerable.Range(0, content[b].Rows).Except(found)]));
        }

        return new WindowChange(new RowWindow(Capacity, new RowBatch(kept).Blocks, 0), RowBatch.Empty, new RowBatch(gone));
    }

    /// <summary>The rows that are wanted, newest first as far as there are more than wanted; ascending.</summary>
    private static int[] Find(string[] keys, Dictionary<string, int> wanted)
    {
        var found = new Stack<int>();
        for (int row = keys.Length - 1; row >= 0; row--)
        {
            if (wanted.GetValueOrDefault(keys[row]) == 0)
                continue;
            wanted[keys[row]]--;
            found.Push(row);
        }

        return [.. found];
    }

    /// <summary>Takes rows from the start; the first block is cut only when all of it has left.</summary>
    private int DropOldest(List<RowBlock> blocks, int count, List<RowBlock> gone)
    {
        int left = _left, whole = 0;
        while (count > 0)
        {
            RowBlock block = blocks[whole];
            int rows = Math.Min(count, block.Rows - left);
            gone.Add(BlockRows.Range(block, left, rows));
            count -= rows;
            left += rows;
            if (left == block.Rows)
                (whole, left) = (whole + 1, 0);
        }

        blocks.RemoveRange(0, whole);
        return left;
    }

    /// <summary>Joins the last two blocks while the last is no smaller than the one before, as a binary counter carries.</summary>
    private static void JoinLast(List<RowBlock> blocks, int left)
    {
        while (blocks.Count > (left == 0 ? 1 : 2) && blocks[^2].Rows <= blocks[^1].Rows && BlockRows.TryJoin(blocks[^2], blocks[^1]) is { } joined)
        {
            blocks.RemoveAt(blocks.Count - 1);
            blocks[^1] = joined;
        }
    }
}
