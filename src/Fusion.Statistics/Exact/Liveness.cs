namespace Fusion.Statistics.Exact;

/// <summary>Tells which attributes and presence groups leave a trace in any sum. Those that do not are as good as never seen.</summary>
internal sealed class Liveness
{
    private readonly ExactSums _sums;
    private readonly bool[] _attributes;
    private readonly bool[] _groups;

    public Liveness(ExactSums sums)
    {
        _sums = sums;
        Schema schema = sums.Schema;
        _groups = [.. Enumerable.Range(0, schema.GroupCount).Select(HasRows)];
        _attributes = [.. Enumerable.Range(0, schema.Count).Select(i => HasSums(i) || (schema[i].Category is null && _groups[schema.GroupOf(i)]))];
        for (int i = 0; i < schema.Count; i++)
        {
            _groups[schema.GroupOf(i)] |= _attributes[i];
        }
    }

    /// <summary>Whether any sum of the attribute differs from 0 or, for one of no category, its group is live.</summary>
    public bool IsAttributeLive(int i) => _attributes[i];

    /// <summary>Whether any count or sum over the rows in which the group is present differs from 0.</summary>
    public bool IsGroupLive(int group) => _groups[group];

    private bool HasRows(int group)
    {
        if (_sums.Rows != _sums.Missing(group))
            return true;
        for (int other = 0; other < _sums.Schema.GroupCount; other++)
        {
            if (_sums.PairCount(group, other) != 0)
                return true;
        }

        for (int i = 0; i < _sums.Schema.Count; i++)
        {
            if (_sums.PairSum(i, group) != 0 || _sums.PairSquares(i, group) != 0)
                return true;
        }

        return false;
    }

    private bool HasSums(int i)
    {
        ref readonly AttributeSums attribute = ref _sums.Attributes[i];
        if (attribute.Sum != 0 || attribute.Cubes != 0 || attribute.Fourths != 0)
            return true;
        for (int j = 0; j < _sums.Schema.Count; j++)
        {
            if (_sums.Product(i, j) != 0 || HasConditional(i, j))
                return true;
        }

        foreach (GroupDeficit? deficit in _sums.Deficits)
        {
            if (deficit is not null && (deficit.Sums[i] != 0 || deficit.Squares[i] != 0))
                return true;
        }

        return false;
    }

    private bool HasConditional(int i, int j)
    {
        (int continuous, int binary) = _sums.Conditionals[i] is null ? (i, j) : (j, i);
        return _sums.Conditionals[continuous] is null
            && _sums.Conditionals[binary] is { } sums
            && sums[_sums.Schema.OrdinalOf(continuous)] != 0;
    }
}
