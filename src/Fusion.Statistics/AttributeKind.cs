namespace Fusion.Statistics;

/// <summary>How the values of an attribute are to be read.</summary>
public enum AttributeKind : byte
{
    /// <summary>Any decimal number.</summary>
    Continuous = 0,

    /// <summary>0 or 1 only: a flag, or the dummy of one value of a category.</summary>
    Binary = 1,
}
