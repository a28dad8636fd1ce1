namespace Fusion.Statistics.Frames;

/// <summary>A T column of a frame that is being encoded: the code of each accepted row, turned into dummies when all categories are known.</summary>
internal sealed class CategoryColumn
{
    private const int MissingCode = -1;

    private readonly NameBudget _names;
    private readonly int _maxCategories;
    private readonly Dictionary<string, int> _codes = new(StringComparer.Ordinal);
    private readonly List<AttributeInfo> _dummies = [];
    private readonly List<int> _rows = [];
    private readonly int _known;
    private int _code = MissingCode;
    private string? _newValue;

    /// <summary>Starts a column with the categories that are known.</summary>
    public CategoryColumn(int source, string name, AttributeCatalog catalog, NameBudget names, EncodeOptions options)
    {
        (Source, Name) = (source, name);
        (_names, _maxCategories) = (names, options.MaxCategoriesPerColumn);
        foreach (int index in catalog.Schema.CategoryMembers(name))
        {
            AttributeInfo dummy = catalog.Schema[index];
            _codes.Add(AttributeCatalog.DummyValue(dummy), _dummies.Count);
            _dummies.Add(dummy);
        }

        _known = _dummies.Count;
    }

    /// <summary>The position of the column in the frame.</summary>
    public int Source { get; }

    /// <summary>The name of the column.</summary>
    public string Name { get; }

    /// <summary>The dummies, known ones first, then new ones by first appearance.</summary>
    public IReadOnlyList<AttributeInfo> Dummies => _dummies;

    /// <summary>The dummies that this frame adds.</summary>
    public IEnumerable<AttributeInfo> NewDummies => _dummies.Skip(_known);

    /// <summary>Reads the cell of the current row.</summary>
    /// <returns>What is wrong with it, or null.</returns>
    public string? Read(ReadOnlySpan<byte> cell)
    {
        Span<char> buffer = cell.Length <= CategoryCell.ShortCell ? stackalloc char[2 * CategoryCell.ShortCell] : new char[CategoryCell.BufferLength(cell)];
        ReadOnlySpan<char> value = CategoryCell.Read(cell, buffer);
        if (value.IsEmpty)
            _code = MissingCode;
        else if (!_codes.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(value, out _code))
            return ReadNew(value);
        return null;
    }

    /// <summary>Keeps the current row.</summary>
    public void AcceptRow()
    {
        if (_newValue is not null)
        {
            _codes.Add(_newValue, _code);
            _dummies.Add(new AttributeInfo(AttributeCatalog.DummyName(Name, _newValue), AttributeKind.Binary, Name));
            _newValue = null;
        }

        _rows.Add(_code);
    }

    /// <summary>Forgets the current row and the category that came with it.</summary>
    public void CancelRow()
    {
        if (_newValue is not null)
            _names.Remove(AttributeCatalog.DummyName(Name, _newValue));
        _newValue = null;
    }

    /// <summary>The columns of all dummies over some of the accepted rows, in the order of <see cref="Dummies"/>.</summary>
    /// <remarks>The columns share their presence, and those of categories that do not occur in these rows share their zeros.</remarks>
    public IEnumerable<ColumnBlock> Columns(int firstRow, int rows)
    {
        var presence = new ulong[(rows + 63) / 64];
        var ones = new ulong[]?[_dummies.Count];
        for (int row = 0; row < rows; row++)
        {
            int code = _rows[firstRow + row];
            if (code == MissingCode)
                continue;
            presence[row / 64] |= 1UL << (row % 64);
            (ones[code] ??= new ulong[presence.Length])[row / 64] |= 1UL << (row % 64);
        }

        var zeros = new ulong[presence.Length];
        return _dummies.Select((dummy, code) => new ColumnBlock(dummy, rows, ones[code] ?? zeros, presence));
    }

    private string? ReadNew(ReadOnlySpan<char> value)
    {
        if (_dummies.Count >= _maxCategories)
            return $"'{CellText.Show(value.ToString())}' is one category too many; a column is limited to {_maxCategories} categories.";
        if (_names.TryAddDummy(AttributeCatalog.DummyName(Name, value)) is { } problem)
            return $"'{CellText.Show(value.ToString())}' cannot become a category. {problem}";
        _newValue = value.ToString();
        _code = _dummies.Count;
        return null;
    }
}
