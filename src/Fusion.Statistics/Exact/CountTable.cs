namespace Fusion.Statistics.Exact;

/// <summary>Signed counts by key, in ascending order of keys; no count is 0. Immutable.</summary>
internal sealed class CountTable(long[] keys, long[] counts)
{
    public static readonly CountTable Empty = new([], []);

    public ReadOnlySpan<long> Keys => keys;

    public ReadOnlySpan<long> Counts => counts;

    /// <summary>The largest magnitude of a key.</summary>
    public long LargestKey => keys.Length == 0 ? 0 : Math.Max(Math.Abs(keys[0]), Math.Abs(keys[^1]));

    /// <summary>Counts keys in ascending order, each as often as its weight says.</summary>
    public static CountTable Of(ReadOnlySpan<long> sortedKeys, ReadOnlySpan<long> weights)
    {
        var keys = new List<long>();
        var counts = new List<long>();
        for (int next = 0; next < sortedKeys.Length;)
        {
            long key = sortedKeys[next], count = 0;
            for (; next < sortedKeys.Length && sortedKeys[next] == key; next++)
            {
                count = checked(count + weights[next]);
            }

            if (count == 0)
                continue;
            keys.Add(key);
            counts.Add(count);
        }

        return new CountTable([.. keys], [.. counts]);
    }

    /// <summary>This plus or minus another.</summary>
    public CountTable Combine(CountTable other, int sign)
    {
        var allKeys = new long[keys.Length + other.Keys.Length];
        var weights = new long[allKeys.Length];
        int left = 0, right = 0;
        for (int next = 0; next < allKeys.Length; next++)
        {
            bool takeLeft = right == other.Keys.Length || (left < keys.Length && keys[left] <= other.Keys[right]);
            (allKeys[next], weights[next]) = takeLeft ? (keys[left], counts[left]) : (other.Keys[right], checked(sign * other.Counts[right]));
            (left, right) = takeLeft ? (left + 1, right) : (left, right + 1);
        }

        return Of(allKeys, weights);
    }

    /// <summary>The same counts under other keys, by a function that does not change the order.</summary>
    public CountTable Map(Func<long, long> key) => Of(Array.ConvertAll(keys, new Converter<long, long>(key)), counts);

    public bool SameAs(CountTable other) => Keys.SequenceEqual(other.Keys) && Counts.SequenceEqual(other.Counts);
}
