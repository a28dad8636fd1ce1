namespace Fusion.Statistics.Exact;

/// <summary>
/// What a presence group lacks: sums over exactly the rows in which it is missing. Full sums minus these are the pairwise sums,
/// so complete groups need no such object and cost nothing.
/// </summary>
internal sealed class GroupDeficit
{
    /// <summary>Number of rows in which the group is missing.</summary>
    public long Missing;

    /// <summary>Per attribute, Σd over those rows.</summary>
    public Int128[] Sums;

    /// <summary>Per attribute, Σd² over those rows.</summary>
    public Int192[] Squares;

    /// <summary>Per group, the number of those rows in which it is missing too.</summary>
    public long[] Both;

    public GroupDeficit(int attributes, int groups)
    {
        Sums = new Int128[attributes];
        Squares = new Int192[attributes];
        Both = new long[groups];
    }

    private GroupDeficit(GroupDeficit other)
    {
        Missing = other.Missing;
        Sums = [.. other.Sums];
        Squares = [.. other.Squares];
        Both = [.. other.Both];
    }

    /// <summary>Whether nothing was ever missing, as far as sums can tell.</summary>
    public bool IsZero => Missing == 0
        && !Both.AsSpan().ContainsAnyExcept(0L)
        && !Sums.AsSpan().ContainsAnyExcept(Int128.Zero)
        && !Squares.AsSpan().ContainsAnyExcept(default(Int192));

    public GroupDeficit Clone() => new(this);

    /// <summary>Makes room for more attributes and groups.</summary>
    public void Resize(int attributes, int groups)
    {
        Array.Resize(ref Sums, attributes);
        Array.Resize(ref Squares, attributes);
        Array.Resize(ref Both, groups);
    }

    /// <summary>Adds or subtracts a deficit of the same layout, scales and pivots.</summary>
    public void Add(GroupDeficit other, int sign)
    {
        Missing += sign * other.Missing;
        for (int i = 0; i < Sums.Length; i++)
        {
            Sums[i] += sign * other.Sums[i];
            Int192.Add(ref Squares[i], other.Squares[i], sign);
        }

        for (int g = 0; g < Both.Length; g++)
        {
            Both[g] += sign * other.Both[g];
        }
    }
}
