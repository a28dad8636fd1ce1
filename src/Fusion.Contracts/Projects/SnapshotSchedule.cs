using System.Collections.Immutable;
using System.Globalization;
using Fusion.Models;

namespace Fusion.Contracts.Projects;

/// <summary>When a cell keeps its statistics as they are, so that past stretches can be asked for.</summary>
/// <param name="Period">At full hours or days, UTC; null when rows tell.</param>
/// <param name="Rows">Whenever the number of rows has changed by so many; null when the time tells.</param>
/// <param name="Keep">How many are kept; the oldest go.</param>
public sealed record SnapshotSchedule(TimeSpan? Period, long? Rows, int Keep)
{
    /// <summary>Name of the parameter that asks for snapshots.</summary>
    public const string Parameter = "sml_project_snapshots";

    /// <summary>Name of the parameter that tells how many are kept.</summary>
    public const string KeepParameter = "sml_project_snapshots_keep";

    /// <summary>Most snapshots that are kept: each is as large as the statistics.</summary>
    public const int MaxKept = 1_000;

    private const int DefaultKept = 100;

    /// <summary>Reads the parameters of a project.</summary>
    /// <param name="settings">As created.</param>
    /// <returns>Null when it keeps no snapshots.</returns>
    /// <exception cref="InvalidRequestException">A parameter has no meaning, or does not go with another.</exception>
    public static SnapshotSchedule? Of(ProjectSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (Text(settings.Parameters, Parameter) is not { } text) return null;
        int keep = KeptOf(settings.Parameters);
        if (settings is { AutoSave: false, Persist: true }) // commits that one save joins can't be told apart after a restart
            throw new InvalidRequestException($"The key {ProjectSettings.AutoSaveParameter} is [false], which is not supported with the key {Parameter}");
        if (LearningOptions.Of(settings).Window is { Embedded: false })
            throw new InvalidRequestException($"The key {Parameter} is not supported with the key {LearningOptions.WindowParameter}: rows leave such a project by themselves");
        return text.ToUpperInvariant() switch
        {
            "HOURLY" => new SnapshotSchedule(TimeSpan.FromHours(1), null, keep),
            "DAILY" => new SnapshotSchedule(TimeSpan.FromDays(1), null, keep),
            _ => new SnapshotSchedule(null, RowsOf(text), keep),
        };
    }

    private static long RowsOf(string text)
    {
        string number = text.EndsWith("rows", StringComparison.OrdinalIgnoreCase) ? text[..^4].TrimEnd() : text;
        return long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out long rows) && rows > 0
            ? rows
            : throw new InvalidRequestException($"The key {Parameter} is [{text}]; allowed are hourly, daily and a number of rows from 1 on, such as 1000 rows");
    }

    private static int KeptOf(ImmutableSortedDictionary<string, string> parameters)
    {
        if (Text(parameters, KeepParameter) is not { } text) return DefaultKept;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int keep) && keep is > 0 and <= MaxKept
            ? keep
            : throw new InvalidRequestException($"The key {KeepParameter} is [{text}]; allowed are whole numbers from 1 to {MaxKept}");
    }

    private static string? Text(ImmutableSortedDictionary<string, string> parameters, string key) =>
        parameters.TryGetValue(key, out string? text) && text.Trim() is { Length: > 0 } given ? given : null;
}
