namespace Fusion.Statistics;

/// <summary>Which bin a value on the edge between two bins counts in. The outer edges always count.</summary>
public enum BinEdges : byte
{
    /// <summary>The bin above.</summary>
    Upper,

    /// <summary>The bin nearer to the middle: the one below on the k-th of b edges when k &gt; b/2, else the one above. This is the rule of densities.</summary>
    Inner,
}
