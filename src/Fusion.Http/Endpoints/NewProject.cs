using System.Collections.Immutable;
using Fusion.Contracts.Ids;
using Fusion.Contracts.Projects;
using Fusion.Models;
using Fusion.Statistics.Frames;

namespace Fusion.Http.Endpoints;

/// <summary>What a creation may ask for: names, types and parameters.</summary>
internal static class NewProject
{
    private const string Fusion = "fusion";
    private const string AutoSave = "sml_project_autosave";
    private const string Histogram = "enable_histogram";
    private const string MultiGpuCount = "mgpu_num";

    // Paths such as projects/list would shadow a project of that name.
    private static readonly ImmutableHashSet<string> ReservedNames =
        ImmutableHashSet.Create(StringComparer.OrdinalIgnoreCase, "list", "info", "fusion", "dataDrift", "dsbrowse");

    private static readonly ImmutableArray<string> Types =
        ["cpu", "dynamic", "gpu", "mgpuf", "mgpud", LearningOptions.SequenceType, LearningOptions.PartitionType];

    // Ignoring these would answer as if the project did what they ask for.
    private static readonly ImmutableArray<string> LaterParameters =
    [
        "rf_", "km_", "time_column", "event_column", "group_column", "lr_", "cluster_", "automl_",
    ];

    /// <summary>The new project's name.</summary>
    /// <exception cref="InvalidRequestException">It is missing, reserved or no name.</exception>
    public static ProjectName Name(Call call)
    {
        string pid = call.Query.Require("pid");
        if (!ProjectName.TryParse(pid, out ProjectName name, out string? error)) throw new InvalidRequestException(error);
        if (ReservedNames.Contains(pid)) throw new InvalidRequestException($"The project name [{pid}] is reserved: it is part of the interface's paths");
        return name;
    }

    /// <summary>The settings of a new project that takes rows.</summary>
    /// <exception cref="InvalidRequestException">A type or parameter is unknown, missing, or not supported by this version.</exception>
    /// <exception cref="FrameException">The row filter has no meaning.</exception>
    public static ProjectSettings CellSettings(Call call, ImmutableSortedDictionary<string, string> parameters)
    {
        string type = Type(call.Query.Find("type") ?? "cpu");
        if (type.StartsWith("mgpu", StringComparison.Ordinal) && !parameters.ContainsKey(MultiGpuCount))
            throw new InvalidRequestException($"A project of type {type} needs the key {MultiGpuCount}: the number of GPUs");
        foreach ((string key, string value) in parameters)
        {
            if (value.Length > 0 && !IsFalse(value) && LaterParameters.Any(later => key.StartsWith(later, StringComparison.Ordinal)))
                throw new InvalidRequestException($"The key {key} is not supported by this version");
        }

        if (parameters.TryGetValue(AutoSave, out string? autoSave) && !Truth.Parse(AutoSave, autoSave))
            throw new InvalidRequestException($"The key {AutoSave} is [false], which is not supported by this version: every update is persisted at once");
        if (parameters.TryGetValue(ProjectSettings.LearnMergeParameter, out string? merge)) Truth.Parse(ProjectSettings.LearnMergeParameter, merge);
        bool histogram = parameters.TryGetValue(Histogram, out string? wanted) && Truth.Parse(Histogram, wanted);
        ProjectSettings settings = Settings(call, type, call.Query.Flag("enableHistogram", histogram), parameters);
        LearningOptions.Of(settings); // what is wrong in it is told now, and not with the first rows
        return settings;
    }

    /// <summary>The settings of a new fusion project.</summary>
    /// <exception cref="InvalidRequestException">A parameter is neither true nor false.</exception>
    public static ProjectSettings FusionSettings(Call call) =>
        Settings(call, Fusion, call.Query.Flag("enableHistogram", false), ImmutableSortedDictionary<string, string>.Empty);

    private static ProjectSettings Settings(Call call, string type, bool histogram, ImmutableSortedDictionary<string, string> parameters) =>
        new(type, call.Query.Flag("persist", true), histogram, parameters);

    private static string Type(string asked)
    {
        string type = asked.ToLowerInvariant();
        string allowed = string.Join(", ", Types);
        return Types.Contains(type) ? type : throw new InvalidRequestException($"The parameter type is [{asked}]; allowed are {allowed}");
    }

    private static bool IsFalse(string text) => Truth.TryParse(text, out bool value) && !value;
}
