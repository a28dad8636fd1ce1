using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Fusion.Http.Dtos;

/// <summary>A model as clients see it.</summary>
internal sealed record ModelInfoDto
{
    /// <summary>The name.</summary>
    public required string ModelId { get; init; }

    /// <summary>The algorithm.</summary>
    public required string ModelType { get; init; }

    /// <summary>Models built on the way.</summary>
    public required int ModelBuilt { get; init; }

    /// <summary>Milliseconds.</summary>
    public required long BuildTime { get; init; }

    /// <summary>The inputs in the order of the request.</summary>
    public required ImmutableArray<string> AttributeNames { get; init; }

    /// <summary>Their letters, parallel.</summary>
    public required ImmutableArray<string> AttributeTypes { get; init; }

    /// <summary>Their positions among the model's coefficients, parallel.</summary>
    public required ImmutableArray<int> AttributeIndexes { get; init; }

    /// <summary>The targets.</summary>
    public required ImmutableArray<string> TargetNames { get; init; }

    /// <summary>Their indexes in the project, parallel; the lower-case i is the interface's.</summary>
    [JsonPropertyName("targetindexes")]
    public required ImmutableArray<int> TargetIndexes { get; init; }

    /// <summary>Keys a prediction returns.</summary>
    public required ImmutableArray<string> PredictInfo { get; init; }

    /// <summary>Those of them that rank.</summary>
    public required ImmutableArray<string> ScoreInfo { get; init; }

    /// <summary>Results in short.</summary>
    public required IReadOnlyDictionary<string, string> Info { get; init; }

    /// <summary>Results as tables.</summary>
    public required IReadOnlyDictionary<string, DataFrameDto> Extra { get; init; }

    /// <summary>Epoch milliseconds.</summary>
    public required long CreationDate { get; init; }
}
