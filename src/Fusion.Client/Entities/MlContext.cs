namespace Fusion.Client.Entities;

/// <summary>What to explore or build on.</summary>
public sealed record MlContext
{
    /// <summary>Names of the inputs; empty takes every attribute but the targets.</summary>
    public IReadOnlyList<string> InputAttributeNames { get; init; } = [];

    /// <summary>Names of the targets.</summary>
    public IReadOnlyList<string> TargetAttributeNames { get; init; } = [];

    /// <summary>Parameters of the metric or algorithm, e.g. <c>lambda</c>.</summary>
    public IReadOnlyDictionary<string, string> ExtraParameters { get; init; } = new Dictionary<string, string>();
}
