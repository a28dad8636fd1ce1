namespace Fusion.Statistics.Frames;

/// <summary>The attribute names that a frame adds to a catalog: none twice, none too long, not too many.</summary>
internal sealed class NameBudget(AttributeCatalog catalog, EncodeOptions options)
{
    private readonly HashSet<string> _columns = new(StringComparer.Ordinal);
    private readonly HashSet<string> _added = new(StringComparer.Ordinal);

    /// <summary>Takes the name of a new category column, which makes no attribute itself.</summary>
    /// <exception cref="FrameException">It is too long.</exception>
    public void AddCategoryColumn(string name)
    {
        if (LengthProblem(name) is { } problem)
            throw new FrameException(problem);
        _columns.Add(name);
    }

    /// <summary>Takes the name of a new C or B column.</summary>
    /// <exception cref="FrameException">It is too long, or there are too many.</exception>
    public void AddNumericColumn(string name)
    {
        if ((LengthProblem(name) ?? CountProblem()) is { } problem)
            throw new FrameException(problem);
        _added.Add(name);
    }

    /// <summary>Takes the name of a new dummy, or tells why it cannot be had.</summary>
    public string? TryAddDummy(string name)
    {
        string? problem = LengthProblem(name) ?? CountProblem();
        if (problem is null && (catalog.TypeOf(name) is not null || _columns.Contains(name) || !_added.Add(name)))
            problem = $"The attribute name '{CellText.Show(name)}' belongs to another column already.";
        return problem;
    }

    /// <summary>Gives the name of a dummy back.</summary>
    public void Remove(string name) => _added.Remove(name);

    private string? LengthProblem(string name) => name.Length <= options.MaxNameLength
        ? null
        : $"The attribute name '{CellText.Show(name)}' has {name.Length} characters; the limit is {options.MaxNameLength}.";

    private string? CountProblem() => catalog.Schema.Count + _added.Count < options.MaxAttributes
        ? null
        : options.TooManyAttributes;
}
