using System.Collections.Immutable;
using Fusion.Models;

namespace Fusion.Contracts.Projects;

/// <summary>What is fixed when a project is created.</summary>
/// <param name="Type">The type as requested and reported back, e.g. <c>cpu</c> or <c>fusion</c>.</param>
/// <param name="Persist">Whether the project survives the process. Without it nothing of it is written to disk.</param>
/// <param name="Histogram">Whether histograms were asked for; a cell then counts the values of its attributes.</param>
/// <param name="Parameters">The creation parameters, verbatim; reported back in <c>params</c>.</param>
public sealed record ProjectSettings(string Type, bool Persist, bool Histogram, ImmutableSortedDictionary<string, string> Parameters)
{
    /// <summary>Name of the parameter that makes every batch all-or-nothing.</summary>
    public const string LearnMergeParameter = "sml_project_learn_merge";

    /// <summary>Name of the parameter that leaves persisting to the save call.</summary>
    public const string AutoSaveParameter = "sml_project_autosave";

    /// <summary>Whether every update is persisted before it is acknowledged; else only a save persists.</summary>
    public bool AutoSave => !Parameters.TryGetValue(AutoSaveParameter, out string? text) || !Truth.TryParse(text, out bool value) || value;

    /// <summary>Whether one bad row refuses its whole batch.</summary>
    public bool LearnMerge => Parameters.TryGetValue(LearnMergeParameter, out string? text) && Truth.TryParse(text, out bool value) && value;
}
