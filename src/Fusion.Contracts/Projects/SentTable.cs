using Fusion.Statistics.Frames;

namespace Fusion.Contracts.Projects;

/// <summary>What an update brought, for the log of updates.</summary>
/// <param name="Names">The names of its columns, separated by commas.</param>
/// <param name="Types">The letters of their types, separated by commas; empty when the sender gave none.</param>
/// <param name="Rows">The number of its rows.</param>
public sealed record SentTable(string Names, string Types, long Rows)
{
    /// <summary>What a frame brought.</summary>
    public static SentTable Of(DataFrame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        return new SentTable(
            string.Join(',', frame.AttributeNames),
            frame.AttributeTypes.IsDefault ? string.Empty : string.Join(',', frame.AttributeTypes.Select(type => type.Letter())),
            frame.RowCount);
    }
}
