namespace Fusion.Statistics.Frames;

/// <summary>A C or B column of a frame.</summary>
/// <param name="Source">The position in the frame.</param>
/// <param name="Attribute">The attribute it is.</param>
/// <param name="IsNew">Whether the frame adds the attribute.</param>
internal readonly record struct NumericColumn(int Source, AttributeInfo Attribute, bool IsNew);
