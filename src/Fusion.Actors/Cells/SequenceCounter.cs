using System.Collections.Immutable;
using System.Text;
using Fusion.Contracts.Projects;
using Fusion.Statistics;
using Fusion.Statistics.Frames;

namespace Fusion.Actors.Cells;

/// <summary>
/// Counts the runs of tokens of one cell, batch after batch. Of a frame with one column each row is a token of one running sequence, which an empty cell
/// ends; of a frame with more, each row is a sequence, its empty cells left out. Tokens are trimmed and in lower case, as categories are. Not thread-safe.
/// </summary>
/// <param name="order">The order; runs go up to one token more.</param>
/// <param name="start">What is counted already.</param>
internal sealed class SequenceCounter(int order, TokenSequence start)
{
    /// <summary>Most different runs of a cell.</summary>
    public const int MaxRuns = 100_000;

    private readonly int _longest = order + 1;
    private TokenSequence _sequence = start;

    /// <summary>Counts the accepted rows of a batch.</summary>
    /// <returns>What is added, and the latest tokens then.</returns>
    /// <exception cref="FrameException">There would be too many runs; nothing is counted.</exception>
    public CellVariant.Runs Count(DataFrame sent, ImmutableArray<int> rows, bool forget)
    {
        int[] columns = [.. Enumerable.Range(0, sent.AttributeNames.Length)
            .Where(column => sent.AttributeTypes.IsDefault || sent.AttributeTypes[column] != ColumnType.Ignored)];
        TokenSequence next = columns.Length == 1 ? Running(sent, rows, columns[0], forget) : Separate(sent, rows, columns, forget);
        if (next.Counts.Entries.Count > MaxRuns)
            throw new FrameException($"A sequence project is limited to {MaxRuns} different runs of up to {_longest} tokens; this batch would exceed them.");
        CellVariant.Runs change = new(next.Counts.Subtract(_sequence.Counts).Entries, next.Latest);
        _sequence = next;
        return change;
    }

    private TokenSequence Running(DataFrame sent, ImmutableArray<int> rows, int column, bool forget)
    {
        TokenSequence sequence = _sequence;
        List<string> tokens = [];
        foreach (int row in rows)
        {
            if (Token(sent, row, column) is { } token)
            {
                tokens.Add(token);
                continue;
            }

            sequence = Step(sequence, tokens, forget) with { Latest = [] };
            tokens.Clear();
        }

        return Step(sequence, tokens, forget);
    }

    private TokenSequence Separate(DataFrame sent, ImmutableArray<int> rows, int[] columns, bool forget)
    {
        NGramCounts counts = rows
            .Select(row => NGramCounts.Count(_longest, [], [.. columns.Select(column => Token(sent, row, column)).OfType<string>()]))
            .Aggregate(NGramCounts.Empty, (sum, one) => sum.Merge(one));
        return _sequence with { Counts = forget ? _sequence.Counts.Subtract(counts) : _sequence.Counts.Merge(counts) };
    }

    private TokenSequence Step(TokenSequence sequence, List<string> tokens, bool forget) =>
        forget ? sequence.Forget(_longest, tokens) : sequence.Learn(_longest, tokens);

    private static string? Token(DataFrame sent, int row, int column)
    {
        string text = Encoding.UTF8.GetString(sent.Cell(row, column)).Trim().ToLowerInvariant().Replace(NGramCounts.Separator, ' ');
        return text.Length == 0 || text == "nan" ? null : text;
    }
}
