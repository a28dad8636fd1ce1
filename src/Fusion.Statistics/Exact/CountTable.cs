using System.Buffers;

namespace Fusion.Statistics.Exact;

/// <summary>Signed counts by key, in ascending order of keys; no count is 0. Immutable.</summary>
internal sealed class CountTable(long[] keys, long[] counts)
{
    public static readonly CountTable Empty = new([], []);

    /// <summary>Keys in a range up to this are counted in place, others are sorted.</summary>
    private const int WindowLength = 8192;

    public ReadOnlySpan<long> Keys => keys;

    public ReadOnlySpan<long> Counts => counts;

    /// <summary>The largest magnitude of a key.</summary>
    public long LargestKey => keys.Length == 0 ? 0 : Math.Max(Math.Abs(keys[0]), Math.Abs(keys[^1]));

    /// <summary>Counts keys in any order.</summary>
    /// <param name="keys">The keys, less than 2^62 in magnitude; they are reordered.</param>
    public static CountTable Of(Span<long> keys)
    {
        (long min, long max) = Range(keys);
        if (max - min < Math.Min(WindowLength, 8L * keys.Length))
            return OfWindow(keys, min, (int)(max - min) + 1);
        keys.Sort();
        long[] ones = ArrayPool<long>.Shared.Rent(keys.Length);
        ones.AsSpan(0, keys.Length).Fill(1);
        CountTable table = Of(keys, ones);
        ArrayPool<long>.Shared.Return(ones);
        return table;
    }

    /// <summary>Counts keys in ascending order, each as often as its weight says.</summary>
    public static CountTable Of(ReadOnlySpan<long> sortedKeys, ReadOnlySpan<long> weights)
    {
        long[] keys = ArrayPool<long>.Shared.Rent(sortedKeys.Length), counts = ArrayPool<long>.Shared.Rent(sortedKeys.Length);
        int length = 0;
        for (int next = 0; next < sortedKeys.Length;)
        {
            long key = sortedKeys[next], count = weights[next];
            for (next++; next < sortedKeys.Length && sortedKeys[next] == key; next++)
            {
                count = checked(count + weights[next]);
            }

            (keys[length], counts[length]) = (key, count);
            length += count == 0 ? 0 : 1;
        }

        return Taken(keys, counts, length);
    }

    /// <summary>This plus or minus another.</summary>
    public CountTable Combine(CountTable other, int sign)
    {
        int most = keys.Length + other.Keys.Length;
        long[] allKeys = ArrayPool<long>.Shared.Rent(most), allCounts = ArrayPool<long>.Shared.Rent(most);
        ReadOnlySpan<long> rightKeys = other.Keys, rightCounts = other.Counts;
        int left = 0, length = 0;
        for (int right = 0; right < rightKeys.Length; right++)
        {
            long key = rightKeys[right], count = checked(sign * rightCounts[right]);
            for (; left < keys.Length && keys[left] < key; left++, length++)
            {
                (allKeys[length], allCounts[length]) = (keys[left], counts[left]);
            }

            if (left < keys.Length && keys[left] == key)
                count = checked(count + counts[left++]);
            (allKeys[length], allCounts[length]) = (key, count);
            length += count == 0 ? 0 : 1;
        }

        keys.AsSpan(left).CopyTo(allKeys.AsSpan(length));
        counts.AsSpan(left).CopyTo(allCounts.AsSpan(length));
        return Taken(allKeys, allCounts, length + keys.Length - left);
    }

    /// <summary>The same counts under other keys, by a function that does not change the order.</summary>
    public CountTable Map(Func<long, long> key) => Of(Array.ConvertAll(keys, new Converter<long, long>(key)), counts);

    public bool SameAs(CountTable other) => Keys.SequenceEqual(other.Keys) && Counts.SequenceEqual(other.Counts);

    private static (long Min, long Max) Range(ReadOnlySpan<long> keys)
    {
        (long min, long max) = (0, 0);
        for (int i = 0; i < keys.Length; i++)
        {
            (min, max) = i == 0 ? (keys[i], keys[i]) : (Math.Min(min, keys[i]), Math.Max(max, keys[i]));
        }

        return (min, max);
    }

    private static CountTable OfWindow(ReadOnlySpan<long> keys, long first, int length)
    {
        Span<int> window = stackalloc int[WindowLength];
        int distinct = 0;
        foreach (long key in keys)
        {
            distinct += window[(int)(key - first)]++ == 0 ? 1 : 0;
        }

        long[] found = new long[distinct], counts = new long[distinct];
        for (int place = 0, next = 0; place < length; place++)
        {
            if (window[place] != 0)
                (found[next], counts[next++]) = (first + place, window[place]);
        }

        return new CountTable(found, counts);
    }

    /// <summary>A table of the beginning of two rented arrays, which are given back.</summary>
    private static CountTable Taken(long[] keys, long[] counts, int length)
    {
        var table = new CountTable(keys.AsSpan(0, length).ToArray(), counts.AsSpan(0, length).ToArray());
        ArrayPool<long>.Shared.Return(keys);
        ArrayPool<long>.Shared.Return(counts);
        return table;
    }
}
