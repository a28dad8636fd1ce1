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
    private const string Histogram = "enable_histogram";
    private const string MultiGpuCount = "mgpu_num";

    // Paths such as projects/list would shadow a project of that name.
    private static readonly ImmutableHashSet<string> ReservedNames =
        ImmutableHashSet.Create(StringComparer.OrdinalIgnoreCase, "list", "info", "fusion", "dataDrift", "dsbrowse");

    /// <summary>Types of projects that take rows.</summary>
    public static readonly ImmutableArray<string> Types =
        ["cpu", "dynamic", "gpu", "mgpuf", "mgpud", LearningOptions.SequenceType, LearningOptions.PartitionType];

    /// <summary>A name that a project can be given.</summary>
    /// <exception cref="InvalidRequestException">It is reserved or no name.</exception>
    public static ProjectName Name(string pid)
    {
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
        var keys = new CreationKeys(parameters);
        RequireGpus(type, keys);
        OnlineModelKeys.Check(keys);
        keys.Flag(ProjectSettings.AutoSaveParameter);
        keys.Flag(ProjectSettings.LearnMergeParameter);
        ProjectSettings settings = Settings(call, type, call.Query.Flag("enableHistogram", keys.Flag(Histogram) ?? false), parameters);
        LearningOptions.Of(settings); // what is wrong in it is told now, and not with the first rows
        SnapshotSchedule.Of(settings);
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

    private static void RequireGpus(string type, CreationKeys keys)
    {
        if (type is not ("mgpuf" or "mgpud")) return;
        keys.Require(MultiGpuCount, $"A project of type {type} needs the key {MultiGpuCount}: the number of GPUs");
        keys.Whole(MultiGpuCount, 1);
    }
}
