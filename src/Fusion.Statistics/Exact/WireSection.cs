namespace Fusion.Statistics.Exact;

/// <summary>Tags of the sections, in the order they are written. Numbers are never reused; those from 128 may be skipped by a reader.</summary>
internal enum WireSection : byte
{
    /// <summary>Names, kinds and categories.</summary>
    Schema = 1,

    /// <summary>Number of rows and, per attribute, scale, pivot, bounds and power sums.</summary>
    Attributes = 2,

    /// <summary>Sums of products of pairs.</summary>
    Products = 3,

    /// <summary>Sums of squares where a binary attribute is 1; absent when no attribute is binary.</summary>
    Conditionals = 4,

    /// <summary>Sums over the rows in which a group is missing; absent when nothing ever was.</summary>
    Deficits = 5,

    /// <summary>Floating sums of squared products; absent when switched off.</summary>
    SquaredProducts = 128,

    /// <summary>Value counts of continuous attributes; absent when switched off. Tells values: not for release past the disclosure gate.</summary>
    ValueCounts = 129,

    /// <summary>
    /// Value counts of continuous attributes where a binary one is 1; absent when switched off, and when there are none but empty ones and uncounted ones.
    /// Tells values, like <see cref="ValueCounts"/>: neither is for release past the disclosure gate.
    /// </summary>
    ConditionalValueCounts = 130,
}
