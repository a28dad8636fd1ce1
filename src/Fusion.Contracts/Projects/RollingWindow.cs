using System.Globalization;

namespace Fusion.Contracts.Projects;

/// <summary>The rolling window of a project.</summary>
/// <param name="Size">The number of rows it holds.</param>
/// <param name="Embedded">Whether the project keeps everything and the window is a second statistic beside it.</param>
public sealed record RollingWindow(int Size, bool Embedded)
{
    /// <summary>Most values, rows times attributes, of a window: its rows are kept in memory and in every snapshot, 1 to 8 bytes a value.</summary>
    public const int MaxValues = 4_000_000;

    /// <summary>Most attributes of a project with this window.</summary>
    public int MaxAttributes => MaxValues / Size;

    /// <summary>That limit in words.</summary>
    public string AttributeLimit => string.Create(
        CultureInfo.InvariantCulture,
        $"A project with a rolling window of {Size} rows is limited to {MaxAttributes} attributes: rows times attributes may be {MaxValues:N0} at most.");
}
