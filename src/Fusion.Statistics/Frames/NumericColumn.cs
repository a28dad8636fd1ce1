namespace Fusion.Statistics.Frames;

/// <summary>A C or B column of a frame.</summary>
/// <param name="Source">The position in the frame.</param>
/// <param name="Attribute">The attribute it is.</param>
/// <param name="IsNew">Whether the frame adds the attribute.</param>
/// <param name="SentAsNumber">Whether it is binary here and the frame says C, which does not count.</param>
internal readonly record struct NumericColumn(int Source, AttributeInfo Attribute, bool IsNew, bool SentAsNumber = false)
{
    /// <summary>What explains an error in it beside the cell itself; empty for nothing.</summary>
    public string Note => SentAsNumber ? " The project has this column as B since its first batch; the C of this frame is ignored." : string.Empty;
}
