using FsCheck.Xunit;

namespace Fusion.Statistics.Tests;

[Properties(MaxTest = 100, Replay = "20240310,13")]
public class NGramCountsTests
{
    [Fact]
    public void Runs_of_every_length_are_counted_where_they_end()
    {
        NGramCounts counts = NGramCounts.Count(2, ["x", "a"], ["b", "a", "b"]);
        Assert.Equal((2, 1, 2, 1), (counts["b"], counts["a"], counts["a", "b"], counts["b", "a"]));
        Assert.Equal((0, 4), (counts["x", "a"], counts.Entries.Count));
    }

    [Property]
    public void How_a_running_sequence_is_dealt_to_batches_does_not_matter(int[] numbers, int order, int cut)
    {
        string[] tokens = [.. numbers.Select(number => $"t{number & 3}")];
        int longest = 2 + (order & 3), split = tokens.Length == 0 ? 0 : (cut & int.MaxValue) % tokens.Length;
        TokenSequence whole = TokenSequence.Empty.Learn(longest, tokens);
        TokenSequence parts = TokenSequence.Empty.Learn(longest, tokens[..split]).Learn(longest, tokens[split..]);
        AssertSame(whole, parts);
        AssertSame(TokenSequence.Empty.Learn(longest, tokens[..split]), whole.Forget(longest, tokens[split..]));
        AssertSame(TokenSequence.Empty, parts.Forget(longest, tokens));
    }

    [Property]
    public void Counts_form_a_group(int[] left, int[] right)
    {
        NGramCounts a = Of(left), b = Of(right);
        Assert.Equal(a.Merge(b).Entries, b.Merge(a).Entries);
        Assert.Equal(a.Entries, a.Merge(b).Subtract(b).Entries);
        Assert.Empty(a.Subtract(a).Entries);
        Assert.Equal(NGramCounts.Empty.Subtract(a).Entries, NGramCounts.Empty.Merge(b).Subtract(a).Subtract(b).Entries);
    }

    [Fact]
    public void Tokens_that_are_not_the_latest_are_a_stretch_of_their_own()
    {
        TokenSequence sequence = TokenSequence.Empty.Learn(2, ["a", "b", "c"]).Forget(2, ["a", "b"]);
        Assert.Equal((0, 0, 1, 1), (sequence.Counts["a"], sequence.Counts["a", "b"], sequence.Counts["c"], sequence.Counts["b", "c"]));
        Assert.Equal(["a", "b", "c"], sequence.Latest.ToArray());
    }

    [Fact]
    public void No_more_than_the_latest_tokens_are_remembered()
    {
        string[] tokens = [.. Enumerable.Range(0, 1_000).Select(i => $"t{i}")];
        TokenSequence sequence = TokenSequence.Empty.Learn(3, tokens);
        Assert.Equal(tokens[^TokenSequence.Remembered..], sequence.Latest.ToArray());
        AssertSame(TokenSequence.Empty.Learn(3, tokens[..800]).Counts, sequence.Forget(3, tokens[800..]).Counts);
    }

    private static NGramCounts Of(int[] numbers) => NGramCounts.Count(3, [], [.. numbers.Select(number => $"t{number & 3}")]);

    private static void AssertSame(TokenSequence expected, TokenSequence actual)
    {
        AssertSame(expected.Counts, actual.Counts);
        Assert.Equal(expected.Latest.ToArray(), actual.Latest.ToArray());
    }

    private static void AssertSame(NGramCounts expected, NGramCounts actual) => Assert.Equal(expected.Entries.ToArray(), actual.Entries.ToArray());
}
