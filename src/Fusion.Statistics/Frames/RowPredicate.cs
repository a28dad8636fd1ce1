using System.Text;
using Fusion.Statistics.Exact;

namespace Fusion.Statistics.Frames;

/// <summary>One condition of a <see cref="RowFilter"/>.</summary>
internal sealed class RowPredicate
{
    private static readonly string[] Operators = ["==", "!=", ">=", "<=", ">", "<"]; // a longer one before its beginning

    private readonly string _operator;
    private readonly byte[] _text;
    private readonly DecimalNumber? _number;

    private RowPredicate(string column, string symbol, string value)
    {
        (Column, _operator, _text) = (column, symbol, Encoding.UTF8.GetBytes(value));
        _number = NumberOf(_text);
    }

    /// <summary>The column whose cell is looked at.</summary>
    public string Column { get; }

    private bool IsOrder => _operator[0] is '<' or '>';

    /// <summary>Reads a predicate.</summary>
    /// <exception cref="FrameException">It is none; says why.</exception>
    public static RowPredicate Parse(string text)
    {
        int at = text.AsSpan().IndexOfAny("=!<>");
        string shown = CellText.Show(text.Trim());
        string? symbol = at < 0 ? null : Operators.FirstOrDefault(known => text.AsSpan(at).StartsWith(known, StringComparison.Ordinal));
        if (symbol is null)
            throw new FrameException($"The row filter's predicate '{shown}' has no operator; allowed are {string.Join(' ', Operators)}.");
        string column = text[..at].Trim(), value = text[(at + symbol.Length)..].Trim();
        if (column.Length == 0)
            throw new FrameException($"The row filter's predicate '{shown}' names no column; allowed is a name, an operator and a value.");
        if (value.Length == 0)
            throw new FrameException($"The row filter's predicate '{shown}' has no value; allowed is a name, an operator and a value.");
        var predicate = new RowPredicate(column, symbol, value[0] == '"' ? Unquote(value, shown) : value);
        if (value[0] != '"' && value.AsSpan().IndexOfAny("=!<>") >= 0)
            throw new FrameException($"The row filter's predicate '{shown}' has a second operator; put a value that holds = ! < or > into double quotes.");
        if (predicate.IsOrder && predicate._number is null)
            throw new FrameException($"The row filter's predicate '{shown}' asks {symbol} of a text; allowed is a number.");
        return predicate;
    }

    /// <summary>Whether the condition holds for a cell.</summary>
    public bool Holds(ReadOnlySpan<byte> cell)
    {
        ReadOnlySpan<byte> text = cell[Ascii.Trim(cell)];
        DecimalParse parse = DecimalNumber.TryParse(text, out DecimalNumber found);
        if (parse == DecimalParse.Missing)
            return false;
        if (_number is { } wanted && parse is (DecimalParse.Value or DecimalParse.Rounded))
            return Holds(DecimalScale.Compare(found, wanted));
        return !IsOrder && text.SequenceEqual(_text) == (_operator == "==");
    }

    private bool Holds(int order) => _operator switch
    {
        "==" => order == 0,
        "!=" => order != 0,
        ">=" => order >= 0,
        "<=" => order <= 0,
        ">" => order > 0,
        _ => order < 0,
    };

    private static DecimalNumber? NumberOf(ReadOnlySpan<byte> text) =>
        DecimalNumber.TryParse(text, out DecimalNumber number) is DecimalParse.Value or DecimalParse.Rounded ? number : null;

    private static string Unquote(string value, string shown)
    {
        string inner = value.Length > 1 && value[^1] == '"' ? value[1..^1] : throw Unclosed(shown);
        string plain = inner.Replace("\"\"", "", StringComparison.Ordinal);
        return plain.Contains('"') ? throw Unclosed(shown) : inner.Replace("\"\"", "\"", StringComparison.Ordinal);
    }

    private static FrameException Unclosed(string shown) =>
        new($"The row filter's predicate '{shown}' has a quoted value that does not end with its closing quote.");
}
