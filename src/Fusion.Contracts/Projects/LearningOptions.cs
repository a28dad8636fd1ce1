using System.Collections.Immutable;
using System.Globalization;
using Fusion.Models;
using Fusion.Statistics.Frames;

namespace Fusion.Contracts.Projects;

/// <summary>How a cell learns beyond the plain sums: what its creation parameters ask for, read and checked.</summary>
public sealed record LearningOptions
{
    /// <summary>Name of the parameter that holds the row filter.</summary>
    public const string FilterParameter = "sml_project_predicate_row_filter";

    /// <summary>Name of the parameter that holds the number of rows of the rolling window.</summary>
    public const string WindowParameter = "sml_project_rolling_window_size";

    /// <summary>Name of the parameter that lets the window be a second statistic.</summary>
    public const string EmbeddedParameter = "sml_project_rolling_window_use_embedded";

    /// <summary>Name of the parameter that holds the number of buckets of the hash trick.</summary>
    public const string HashParameter = "sml_project_hashtrick_binsize";

    /// <summary>Beginning of the names of the parameters of the power transform: column, min, max, steps.</summary>
    public const string PowerParameters = "sml_project_power_";

    /// <summary>Name of the parameter that holds the split column of a partition project.</summary>
    public const string PartitionParameter = "partitionSplit";

    /// <summary>Name of the parameter that holds the order of a sequence project.</summary>
    public const string OrderParameter = "sml_project_order";

    /// <summary>The type of a project with a statistic for each value of a column.</summary>
    public const string PartitionType = "partition";

    /// <summary>The type of a project that counts runs of tokens.</summary>
    public const string SequenceType = "sequence";

    /// <summary>Most values of a split column: each has a statistic of its own.</summary>
    public const int MaxPartitions = 100;

    private const string ForestParameters = "rf_";
    private const int LargestOrder = 10;
    private const double LargestPower = 100;

    private static readonly ImmutableArray<string> PowerKeys =
        [PowerParameters + "column", PowerParameters + "min", PowerParameters + "max", PowerParameters + "steps"];

    /// <summary>Which rows count; null for all.</summary>
    public RowFilter? Filter { get; private init; }

    /// <summary>The rolling window; null for none.</summary>
    public RollingWindow? Window { get; private init; }

    /// <summary>The hash trick; null for none.</summary>
    public HashTrick? Hash { get; private init; }

    /// <summary>The power transform; null for none.</summary>
    public PowerTransform? Power { get; private init; }

    /// <summary>The split column of a partition project; null of another.</summary>
    public string? PartitionColumn { get; private init; }

    /// <summary>The order of a sequence project; null of another.</summary>
    public int? SequenceOrder { get; private init; }

    /// <summary>Whether a cell keeps more than its statistics.</summary>
    public bool KeepsMore => Window is not null || PartitionColumn is not null || SequenceOrder is not null;

    /// <summary>Whether numbers enter the sums as they were sent, whichever rows they stand in.</summary>
    public bool TakesNumbersAsSent => Filter is null && Hash is null && Power is null && !KeepsMore;

    /// <summary>
    /// The parameters by which rows become attributes, parts or runs, in one spelling: what cells of a fusion must have alike. Empty for a plain project.
    /// </summary>
    public ImmutableSortedDictionary<string, string> Shared
    {
        get
        {
            var parameters = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
            if (Hash is not null) parameters.Add(HashParameter, Hash.Buckets.ToString(CultureInfo.InvariantCulture));
            if (Power is not null)
            {
                parameters.Add(PowerKeys[0], Power.Column);
                parameters.Add(PowerKeys[1], Power.Min.ToString(CultureInfo.InvariantCulture));
                parameters.Add(PowerKeys[2], Power.Max.ToString(CultureInfo.InvariantCulture));
                parameters.Add(PowerKeys[3], Power.Steps.ToString(CultureInfo.InvariantCulture));
            }

            if (PartitionColumn is not null) parameters.Add(PartitionParameter, PartitionColumn);
            if (SequenceOrder is { } order) parameters.Add(OrderParameter, order.ToString(CultureInfo.InvariantCulture));
            return parameters.ToImmutable();
        }
    }

    /// <summary>Reads the parameters of a project.</summary>
    /// <param name="settings">As created.</param>
    /// <exception cref="FrameException">The row filter has no meaning; names the predicate and what is allowed.</exception>
    /// <exception cref="InvalidRequestException">A parameter has no meaning; names it, its value and what is allowed.</exception>
    public static LearningOptions Of(ProjectSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        LearningOptions options = new()
        {
            PartitionColumn = PartitionOf(settings),
            SequenceOrder = settings.Type == SequenceType
                ? Number(settings, OrderParameter, LargestOrder, zeroIsNone: false) ?? throw Missing(settings, OrderParameter, "the length of its n-grams")
                : null,
            Filter = Text(settings, FilterParameter) is { } filter ? RowFilter.Parse(filter) : null,
            Window = WindowOf(settings),
            Hash = Number(settings, HashParameter, HashTrick.MaxBuckets) is { } buckets ? new HashTrick(buckets) : null,
            Power = PowerOf(settings),
        };
        if (options.Window is null) return options;
        if (settings.Type is PartitionType or SequenceType)
            throw new InvalidRequestException($"The key {WindowParameter} is not supported with type [{settings.Type}]");
        return settings is { AutoSave: false, Persist: true } // what a save has to write would grow with every row
            ? throw new InvalidRequestException($"The key {ProjectSettings.AutoSaveParameter} is [false], which is not supported with the key {WindowParameter}")
            : options;
    }

    /// <summary>A forest is created as a partition project, with or without a column.</summary>
    private static string? PartitionOf(ProjectSettings settings)
    {
        if (settings.Type != PartitionType) return null;
        string? column = Text(settings, PartitionParameter);
        bool declaresForest = settings.Parameters.Keys.Any(key => key.StartsWith(ForestParameters, StringComparison.Ordinal) && Text(settings, key) is not null);
        return column is not null || declaresForest ? column : throw Missing(settings, PartitionParameter, "the column whose values part its rows");
    }

    private static InvalidRequestException Missing(ProjectSettings settings, string key, string meaning) =>
        new($"A project of type {settings.Type} needs the key {key}: {meaning}");

    /// <summary>A frame as the cell learns it and its models see it: with copies of its power column, and buckets in place of values.</summary>
    /// <param name="sent">The frame as it was sent.</param>
    /// <param name="catalog">The columns known.</param>
    /// <returns>The frame itself where nothing is to be done.</returns>
    public DataFrame Rewrite(DataFrame sent, AttributeCatalog catalog)
    {
        DataFrame copied = Power?.Apply(sent) ?? sent;
        return Hash?.Apply(copied, catalog) ?? copied;
    }

    /// <summary>Encodes a frame as the cell learns it; the filter looks at the cells as they were sent.</summary>
    /// <param name="sent">The frame as it was sent.</param>
    /// <param name="catalog">The columns known.</param>
    /// <param name="limits">Limits, and whether one bad row declines the frame.</param>
    /// <exception cref="FrameException">The frame as a whole is wrong.</exception>
    public EncodedFrame Encode(DataFrame sent, AttributeCatalog catalog, EncodeOptions limits)
    {
        EncodeOptions options = limits with { Sent = sent };
        if (Filter is { } filter) options = options with { RowFilter = (_, row) => filter.Accepts(sent, row) };
        return FrameEncoder.Encode(Rewrite(sent, catalog), catalog, options);
    }

    private static PowerTransform? PowerOf(ProjectSettings settings)
    {
        ImmutableArray<string> keys = PowerKeys;
        if (keys.All(key => Text(settings, key) is null)) return null;
        string column = Text(settings, keys[0]) ?? throw Missing(keys[0]);
        double min = Power(settings, keys[1]), max = Power(settings, keys[2]);
        int steps = Number(settings, keys[3], PowerTransform.MaxSteps, zeroIsNone: false) ?? throw Missing(keys[3]);
        return min <= max
            ? new PowerTransform(column, min, max, steps)
            : throw new InvalidRequestException(FormattableString.Invariant(
                $"The key {keys[2]} is [{max}]; allowed are numbers from {keys[1]} on, which is [{min}]"));

        InvalidRequestException Missing(string key) => new($"A project with a power transform needs the key {key}");

        double Power(ProjectSettings all, string key)
        {
            string text = Text(all, key) ?? throw Missing(key);
            return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double power) && Math.Abs(power) <= LargestPower
                ? power
                : throw new InvalidRequestException(FormattableString.Invariant(
                    $"The key {key} is [{text}]; allowed are numbers from -{LargestPower} to {LargestPower}"));
        }
    }

    private static RollingWindow? WindowOf(ProjectSettings settings)
    {
        bool embedded = Text(settings, EmbeddedParameter) is { } text && Truth.Parse(EmbeddedParameter, text);
        if (Number(settings, WindowParameter, RollingWindow.MaxValues) is { } size) return new RollingWindow(size, embedded);
        return embedded ? throw new InvalidRequestException($"The key {EmbeddedParameter} is [true], which needs the key {WindowParameter}") : null;
    }

    /// <summary>A whole number from 1 on; null where the parameter is absent, or 0 and that asks for nothing.</summary>
    private static int? Number(ProjectSettings settings, string key, int largest, bool zeroIsNone = true)
    {
        if (Text(settings, key) is not { } text || (zeroIsNone && text == "0")) return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= 1 && number <= largest) return number;
        string none = zeroIsNone ? ", 0 for none" : "";
        throw new InvalidRequestException(FormattableString.Invariant($"The key {key} is [{text}]; allowed are whole numbers from 1 to {largest}{none}"));
    }

    private static string? Text(ProjectSettings settings, string key) =>
        settings.Parameters.TryGetValue(key, out string? text) && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;
}
