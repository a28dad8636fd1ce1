using System.Collections.Immutable;

namespace Fusion.Statistics;

/// <summary>One running sequence of tokens: what its runs count, and its latest tokens, in which further runs begin.</summary>
/// <param name="Counts">The runs so far.</param>
/// <param name="Latest">The latest tokens, up to <see cref="Remembered"/> of them; empty at the start and after a gap.</param>
/// <remarks>
/// Immutable and thread-safe. Forgetting the latest tokens undoes their learning exactly as long as they and what their runs begin in are remembered.
/// Other tokens are taken for a stretch of their own: the runs within it are subtracted, and the sequence goes on where it was.
/// </remarks>
public sealed record TokenSequence(NGramCounts Counts, ImmutableArray<string> Latest)
{
    /// <summary>How many of the latest tokens are kept.</summary>
    public const int Remembered = 256;

    /// <summary>Nothing yet.</summary>
    public static TokenSequence Empty { get; } = new(NGramCounts.Empty, []);

    /// <summary>The sequence with more tokens.</summary>
    /// <param name="longest">The longest run counted.</param>
    /// <param name="tokens">The tokens, in order.</param>
    /// <returns>The sequence then.</returns>
    public TokenSequence Learn(int longest, IReadOnlyList<string> tokens)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        NGramCounts counted = NGramCounts.Count(longest, Latest.TakeLast(longest - 1).ToArray(), tokens);
        return new TokenSequence(Counts.Merge(counted), [.. Latest.AddRange(tokens).TakeLast(Remembered)]);
    }

    /// <summary>The sequence without tokens.</summary>
    /// <param name="longest">The longest run counted.</param>
    /// <param name="tokens">The tokens, in order.</param>
    /// <returns>The sequence then.</returns>
    public TokenSequence Forget(int longest, IReadOnlyList<string> tokens)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        int before = Latest.Length - tokens.Count;
        bool complete = Latest.Length < Remembered || before >= longest - 1;
        if (before < 0 || !complete || !Latest.AsSpan()[before..].SequenceEqual(tokens.ToArray()))
            return this with { Counts = Counts.Subtract(NGramCounts.Count(longest, [], tokens)) };
        ImmutableArray<string> rest = Latest[..before];
        return new TokenSequence(Counts.Subtract(NGramCounts.Count(longest, rest.TakeLast(longest - 1).ToArray(), tokens)), rest);
    }
}
