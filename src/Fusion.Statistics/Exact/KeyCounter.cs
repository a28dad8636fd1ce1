using System.Diagnostics.CodeAnalysis;

namespace Fusion.Statistics.Exact;

/// <summary>Signed counts by key that grow in place: a hash table with linear probing. Not thread-safe.</summary>
internal sealed class KeyCounter
{
    /// <summary>Marks a free slot; no mantissa and no bucket number is this far from 0.</summary>
    private const long Free = long.MinValue;

    private const int SmallestBits = 6;

    private (long Key, long Count)[] _slots;
    private int _shift;
    private int _used;

    /// <summary>Creates one with the counts of a table.</summary>
    public KeyCounter(CountTable table)
    {
        Resize(table.Keys.Length);
        for (int i = 0; i < table.Keys.Length; i++)
        {
            Add(table.Keys[i], table.Counts[i]);
        }
    }

    private KeyCounter(KeyCounter other)
    {
        _slots = [.. other._slots];
        (_shift, _used, Distinct) = (other._shift, other._used, other.Distinct);
    }

    /// <summary>Number of keys whose count is not 0.</summary>
    public int Distinct { get; private set; }

    public KeyCounter Clone() => new(this);

    /// <summary>Changes the count of a key; the caller knows that it can't overflow.</summary>
    /// <param name="key">The key, less than 2^62 in magnitude.</param>
    /// <param name="count">What is added to its count; not 0.</param>
    public void Add(long key, long count)
    {
        ref (long Key, long Count) slot = ref SlotOf(key);
        if (slot.Key == Free)
        {
            if (4L * (_used + 1) > 3L * _slots.Length)
            {
                Grow();
                slot = ref SlotOf(key);
            }

            slot.Key = key;
            _used++;
        }

        long before = slot.Count;
        slot.Count = before + count;
        if (before == 0)
            Distinct++;
        else if (slot.Count == 0)
            Distinct--;
    }

    /// <summary>The counts in order of their keys.</summary>
    public CountTable ToTable()
    {
        long[] keys = new long[Distinct], counts = new long[Distinct];
        int next = 0;
        foreach ((long key, long count) in _slots)
        {
            if (count != 0)
                (keys[next], counts[next++]) = (key, count);
        }

        Array.Sort(keys, counts);
        return new CountTable(keys, counts);
    }

    /// <summary>The slot that holds a key, or the free one where it would go.</summary>
    private ref (long Key, long Count) SlotOf(long key)
    {
        (long Key, long Count)[] slots = _slots;
        int slot = (int)(unchecked((ulong)key * 0x9E3779B97F4A7C15) >> _shift);
        while (slots[slot].Key != key && slots[slot].Key != Free)
        {
            slot = (slot + 1) & (slots.Length - 1);
        }

        return ref slots[slot];
    }

    /// <summary>Makes room for half as many keys again, and drops those whose count has become 0.</summary>
    private void Grow()
    {
        (long Key, long Count)[] slots = _slots;
        Resize(Distinct + (Distinct / 2));
        foreach ((long key, long count) in slots)
        {
            if (count != 0)
                Add(key, count);
        }
    }

    [MemberNotNull(nameof(_slots))]
    private void Resize(int distinct)
    {
        int bits = SmallestBits;
        while (4L * (distinct + 1) > 3L << bits)
        {
            bits++;
        }

        _slots = new (long, long)[1 << bits];
        Array.Fill(_slots, (Free, 0));
        (_shift, _used, Distinct) = (64 - bits, 0, 0);
    }
}
