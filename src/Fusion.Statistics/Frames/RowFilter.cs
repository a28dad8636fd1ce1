using System.Collections.Immutable;

namespace Fusion.Statistics.Frames;

/// <summary>Which rows of a frame count: those for which every predicate holds, as in <c>sepal_width&gt;3;species!=setosa</c>.</summary>
/// <remarks>
/// <para>A predicate is a column name, one of <c>== != &gt;= &lt;= &gt; &lt;</c>, and a value; predicates are separated by <c>;</c> or <c>,</c>. Blanks around
/// names and values do not count. A value in double quotes may hold separators; a quote inside it is written twice.</para>
/// <para><c>==</c> and <c>!=</c> compare numbers when both sides are numbers, exactly and whatever their notation (<c>1.0</c> equals <c>1</c>), else texts, with
/// case. The others hold for numbers only. Where the column is absent or the cell empty or <c>nan</c>, a predicate does not hold. Immutable and thread-safe.</para>
/// </remarks>
public sealed class RowFilter
{
    /// <summary>The longest text of a filter, in UTF-16 characters.</summary>
    public const int MaxLength = 10_000;

    private readonly ImmutableArray<RowPredicate> _predicates;

    private RowFilter(ImmutableArray<RowPredicate> predicates) => _predicates = predicates;

    /// <summary>Reads the text of a filter.</summary>
    /// <param name="text">The predicates; a text without any keeps every row.</param>
    /// <returns>The filter.</returns>
    /// <exception cref="FrameException">A predicate is none, an order is asked of a text, or the text is too long; names the predicate and what is allowed.</exception>
    public static RowFilter Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > MaxLength)
            throw new FrameException($"The row filter has {text.Length} characters; allowed are {MaxLength}.");
        var predicates = ImmutableArray.CreateBuilder<RowPredicate>();
        foreach (string predicate in Split(text))
        {
            if (!string.IsNullOrWhiteSpace(predicate))
                predicates.Add(RowPredicate.Parse(predicate));
        }

        return new RowFilter(predicates.ToImmutable());
    }

    /// <summary>Whether a row counts.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="row">The row, 0-based; one with as many cells as there are columns.</param>
    /// <returns>True when every predicate holds.</returns>
    public bool Accepts(DataFrame frame, int row)
    {
        ArgumentNullException.ThrowIfNull(frame);
        foreach (RowPredicate predicate in _predicates)
        {
            int column = frame.IndexOf(predicate.Column);
            if (column < 0 || !predicate.Holds(frame.Cell(row, column)))
                return false;
        }

        return true;
    }

    /// <summary>The predicates; separators inside quotes are part of a value.</summary>
    private static IEnumerable<string> Split(string text)
    {
        int start = 0;
        bool quoted = false;
        for (int i = 0; i < text.Length; i++)
        {
            quoted ^= text[i] == '"';
            if (quoted || text[i] is not (';' or ','))
                continue;
            yield return text[start..i];
            start = i + 1;
        }

        yield return text[start..];
    }
}
