namespace Fusion.Client.Entities;

/// <summary>A project as its server describes it. Entities without a member here are ignored.</summary>
public sealed record ProjectInfo
{
    /// <summary>The project's name.</summary>
    public string Pid { get; init; } = "";

    /// <summary>The type, e.g. <c>cpu</c> or <c>fusion</c>.</summary>
    public string Type { get; init; } = "";

    /// <summary>Names of the attributes; the position is the attribute's index.</summary>
    public IReadOnlyList<string> AttributeNames { get; init; } = [];

    /// <summary>Letters of the attributes' types, parallel to the names.</summary>
    public IReadOnlyList<string> AttributeTypes { get; init; } = [];

    /// <summary>Names of the models.</summary>
    public IReadOnlyList<string> ModelsList { get; init; } = [];

    /// <summary>Parameters, <c>fusion_fetch_error</c> among them.</summary>
    public IReadOnlyDictionary<string, string> Params { get; init; } = new Dictionary<string, string>();
}
