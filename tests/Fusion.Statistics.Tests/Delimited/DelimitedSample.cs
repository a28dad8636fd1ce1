using System.Globalization;
using System.Text;
using Fusion.Statistics.Delimited;
using Fusion.Statistics.Frames;

namespace Fusion.Statistics.Tests.Delimited;

/// <summary>A delimited text made of a seed, and what the strict way makes of its cells: number parser and block builder, cell by cell.</summary>
internal sealed class DelimitedSample
{
    private readonly Random _random;
    private readonly List<string[]> _rows = [];
    private readonly Func<string>[] _shapes;

    public DelimitedSample(int seed, int longest = 300)
    {
        _random = new Random(seed);
        int columns = _random.Next(4) == 0 ? _random.Next(10, 40) : _random.Next(1, 5);
        Attributes = [.. Enumerable.Range(0, columns).Select(c => new AttributeInfo($"x{c}", _random.Next(5) == 0 ? AttributeKind.Binary : AttributeKind.Continuous))];
        _shapes = [.. Attributes.Select(Shape)];
        bool clean = _random.Next(3) == 0;
        for (int row = _random.Next(longest); row >= 0; row--)
        {
            string[] cells = [.. _shapes.Select(shape => shape())];
            _rows.Add(clean || _random.Next(40) > 0 ? cells : [.. cells, "7"]);
        }

        Text = Encoding.UTF8.GetBytes(Write(clean));
    }

    public AttributeInfo[] Attributes { get; }

    public byte[] Text { get; }

    public List<RowError> Errors { get; } = [];

    /// <summary>Cuts the text into pieces and reads them.</summary>
    public List<RowBlock> Read(DelimitedNumbers reader, Func<int> piece)
    {
        var blocks = new List<RowBlock>();
        for (int start = 0; start < Text.Length;)
        {
            int end = (int)Math.Min(Text.Length, start + (long)piece());
            while (start < end)
            {
                start += reader.Read(Text.AsSpan(start, end - start), out RowBlock? block);
                if (block is not null)
                    blocks.Add(block);
            }
        }

        if (reader.Complete() is { } rest)
            blocks.Add(rest);
        return blocks;
    }

    /// <summary>The blocks as they have to be, up to the first bad row or without all bad ones.</summary>
    public List<RowBlock> Expected(bool skipBadRows)
    {
        var blocks = new List<RowBlock>();
        var builder = new RowBlockBuilder(Attributes);
        var rounded = new HashSet<int>();
        for (int row = 0; row < _rows.Count && (skipBadRows || Errors.Count == 0); row++)
        {
            var roundedHere = new HashSet<int>();
            if (ReadRow(row, builder, roundedHere) is { } error)
            {
                builder.CancelRow();
                Errors.Add(error);
                continue;
            }

            builder.EndRow();
            rounded.UnionWith(roundedHere);
            if (builder.IsFull)
                blocks.Add(Build(builder, rounded));
        }

        if (builder.Rows > 0)
            blocks.Add(Build(builder, rounded));
        return blocks;
    }

    /// <summary>Everything there is to a list of blocks.</summary>
    public static string Content(IEnumerable<RowBlock> blocks) => string.Join("\n\n", blocks.Select(block => string.Join('\n', block.Columns.Select(column =>
        $"{column.Attribute} {block.Rows} {column.Scale} {column.Quantised} {column.Min} {column.Max} {column.Count}: {string.Join(' ', column.Mantissas.ToArray())} | {string.Join(' ', column.Presence.ToArray())}"))));

    private static RowBlock Build(RowBlockBuilder builder, HashSet<int> rounded)
    {
        RowBlock block = builder.Build();
        int[] marked = [.. rounded];
        rounded.Clear();
        return new RowBlock(block.Rows, [.. block.Columns.Select((column, c) =>
            marked.Contains(c) ? new ColumnBlock(column.Attribute, column.Scale, column.Mantissas, column.Presence, quantised: true) : column)]);
    }

    private RowError? ReadRow(int row, RowBlockBuilder builder, HashSet<int> rounded)
    {
        string[] cells = _rows[row];
        if (RowError.OfLength(row + 1L, cells.Length, Attributes.Length) is { } wrongLength)
            return wrongLength;
        for (int c = 0; c < cells.Length; c++)
        {
            byte[] cell = Encoding.UTF8.GetBytes(cells[c]);
            DecimalParse found = NumericCell.Read(Attributes[c].Kind, cell, out DecimalNumber value);
            if (NumericCell.IsBad(found))
                return RowError.OfCell(row + 1L, Attributes[c].Name, NumericCell.Problem(Attributes[c].Kind, found, cell));
            if (found != DecimalParse.Missing)
                builder.Set(c, value);
            if (found == DecimalParse.Rounded)
                rounded.Add(c);
        }

        return null;
    }

    private string Write(bool clean)
    {
        var text = new StringBuilder();
        foreach (string[] row in _rows)
        {
            string line = string.Join(',', row.Select((cell, c) => Quoted(cell, row.Length == 1 && cell.Length == 0)));
            text.Append(line).Append(_random.Next(3) == 0 ? "\r\n" : "\n");
            if (!clean && _random.Next(50) == 0)
                text.Append(_random.Next(2) == 0 ? "\n" : "\r\n");
        }

        return _random.Next(2) == 0 ? text.ToString() : text.ToString().TrimEnd('\n', '\r');
    }

    private string Quoted(string cell, bool always) =>
        always || cell.AsSpan().ContainsAny(",\"\n") || _random.Next(30) == 0 ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;

    private Func<string> Shape(AttributeInfo attribute)
    {
        int places = _random.Next(7), gaps = _random.Next(3) == 0 ? 10 : int.MaxValue, oddities = _random.Next(3) == 0 ? 100 : int.MaxValue;
        Func<string> usual = attribute.Kind == AttributeKind.Binary
            ? () => _random.Next(2) == 0 ? "0" : "1"
            : _random.Next(9) switch
            {
                0 => () => Fixed(places),
                1 => () => Fixed(_random.Next(4)),
                2 => () => $"{_random.Next(-50, 50)}",
                3 => () => $"{_random.Next(-9, 9)}.{_random.Next(10)}{new string('0', places)}",
                4 => () => _random.NextDouble().ToString("R", CultureInfo.InvariantCulture),
                5 => () => Digits(_random.Next(1, 26)),
                6 => () => $"{_random.Next(10)}e{_random.Next(-3, 12)}",
                7 => () => "0.000",
                _ => () => ((_random.NextDouble() - 0.5) * 1e6).ToString("F6", CultureInfo.InvariantCulture),
            };
        return () => _random.Next(gaps) == 0 ? "" : _random.Next(oddities) == 0 ? Odd() : usual();
    }

    private string Fixed(int places) => (_random.NextDouble() * 2000 - 1000).ToString($"F{places}", CultureInfo.InvariantCulture);

    /// <summary>Digits with a point anywhere, also in front and behind.</summary>
    private string Digits(int count)
    {
        string digits = string.Concat(Enumerable.Range(0, count).Select(_ => (char)('0' + _random.Next(10))));
        return (_random.Next(2) == 0 ? "-" : "") + (_random.Next(4) == 0 ? digits : digits.Insert(_random.Next(count + 1), "."));
    }

    private string Odd()
    {
        string[] odd =
        [
            "nan", "inf", "x", "-", ".", "-.", "+5", " 3 ", "1.2.3", "--1", "true", "FALSE", "1e400", "1e-500", "12345678901234567890.5", "4611686018427387904",
            "4611686018427387903", "a,b", "\"", "line\nbreak", "5\r", "0x1", "1e", "1.0", "0.0", "-0", "00000000000000000000000001", "9e307", "1,5", "€", "-1e-300",
        ];
        return odd[_random.Next(odd.Length)];
    }
}
