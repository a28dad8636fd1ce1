using Fusion.Statistics.Frames;

namespace Fusion.Contracts.Projects;

/// <summary>How a cell learns beyond the plain sums: what its creation parameters ask for, read and checked.</summary>
public sealed record LearningOptions
{
    /// <summary>Name of the parameter that holds the row filter.</summary>
    public const string FilterParameter = "sml_project_predicate_row_filter";

    /// <summary>Which rows count; null for all.</summary>
    public RowFilter? Filter { get; private init; }

    /// <summary>Reads the parameters of a project.</summary>
    /// <param name="settings">As created.</param>
    /// <exception cref="FrameException">The row filter has no meaning; names the predicate and what is allowed.</exception>
    public static LearningOptions Of(ProjectSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return new LearningOptions { Filter = Text(settings, FilterParameter) is { } filter ? RowFilter.Parse(filter) : null };
    }

    private static string? Text(ProjectSettings settings, string key) =>
        settings.Parameters.TryGetValue(key, out string? text) && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;
}
