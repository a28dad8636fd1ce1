namespace Fusion.Client.Entities;

/// <summary>A model as its project describes it. Entities without a member here are ignored.</summary>
public sealed record ModelInfo
{
    /// <summary>The model's name.</summary>
    public string ModelId { get; init; } = "";

    /// <summary>The algorithm's id, e.g. <c>lda</c>.</summary>
    public string ModelType { get; init; } = "";

    /// <summary>Names of the inputs.</summary>
    public IReadOnlyList<string> AttributeNames { get; init; } = [];

    /// <summary>Names of the targets.</summary>
    public IReadOnlyList<string> TargetNames { get; init; } = [];

    /// <summary>Keys that a prediction returns.</summary>
    public IReadOnlyList<string> PredictInfo { get; init; } = [];

    /// <summary>The algorithm's figures as text, e.g. <c>z0</c>.</summary>
    public IReadOnlyDictionary<string, string> Info { get; init; } = new Dictionary<string, string>();
}
