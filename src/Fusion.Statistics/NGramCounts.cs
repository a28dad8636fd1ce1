using System.Collections.Immutable;

namespace Fusion.Statistics;

/// <summary>How often each run of tokens occurs in sequences, for runs of one token up to a length. Adds and subtracts exactly.</summary>
/// <remarks>Immutable and thread-safe. Counts are signed; one that is 0 is no entry, so that what was forgotten leaves no trace.</remarks>
public sealed class NGramCounts
{
    /// <summary>Stands between the tokens of a run; tokens do not hold it.</summary>
    public const char Separator = '\u001f';

    private NGramCounts(ImmutableSortedDictionary<string, long> entries) => Entries = entries;

    /// <summary>No sequence.</summary>
    public static NGramCounts Empty { get; } = new(ImmutableSortedDictionary.Create<string, long>(StringComparer.Ordinal));

    /// <summary>The count of each run, its tokens with <see cref="Separator"/> between them, in ordinal order.</summary>
    public ImmutableSortedDictionary<string, long> Entries { get; }

    /// <summary>Takes entries over.</summary>
    /// <param name="entries">Runs and their counts.</param>
    /// <returns>The entries that are not 0.</returns>
    public static NGramCounts Of(IEnumerable<KeyValuePair<string, long>> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        return new NGramCounts(Empty.Entries.AddRange(entries.Where(entry => entry.Value != 0)));
    }

    /// <summary>The runs that end in the tokens of a sequence.</summary>
    /// <param name="longest">The longest run, at least 1.</param>
    /// <param name="before">The tokens before them: runs may begin there.</param>
    /// <param name="tokens">The tokens, in order.</param>
    /// <returns>Their counts.</returns>
    public static NGramCounts Count(int longest, IReadOnlyList<string> before, IReadOnlyList<string> tokens)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(longest, 1);
        string[] all = [.. before, .. tokens];
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        for (int end = before.Count + 1; end <= all.Length; end++)
        {
            for (int length = 1; length <= Math.Min(longest, end); length++)
            {
                string run = string.Join(Separator, all[(end - length)..end]);
                counts[run] = counts.GetValueOrDefault(run) + 1;
            }
        }

        return Of(counts);
    }

    /// <summary>How often a run occurs.</summary>
    /// <param name="tokens">Its tokens.</param>
    /// <returns>The count; 0 for a run never met.</returns>
    public long this[params ReadOnlySpan<string> tokens] => Entries.GetValueOrDefault(string.Join(Separator, tokens!));

    /// <summary>The sequences of both.</summary>
    /// <param name="other">The other counts.</param>
    /// <returns>The sum.</returns>
    /// <exception cref="OverflowException">A count exceeds 2^63 − 1.</exception>
    public NGramCounts Merge(NGramCounts other) => Combine(other, 1);

    /// <summary>These sequences without the other's.</summary>
    /// <param name="other">The other counts.</param>
    /// <returns>The difference, possibly with negative counts.</returns>
    /// <exception cref="OverflowException">A count exceeds 2^63 − 1 in magnitude.</exception>
    public NGramCounts Subtract(NGramCounts other) => Combine(other, -1);

    private NGramCounts Combine(NGramCounts other, int sign)
    {
        ArgumentNullException.ThrowIfNull(other);
        ImmutableSortedDictionary<string, long>.Builder entries = Entries.ToBuilder();
        foreach ((string run, long count) in other.Entries)
        {
            long sum = checked(entries.GetValueOrDefault(run) + (sign * count));
            if (sum == 0)
                entries.Remove(run);
            else
                entries[run] = sum;
        }

        return new NGramCounts(entries.ToImmutable());
    }
}
