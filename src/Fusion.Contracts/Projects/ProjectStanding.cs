namespace Fusion.Contracts.Projects;

/// <summary>What an operator sees of a project: where it lives, how large it is and what it does, and nothing of its data.</summary>
/// <param name="Kind">Cell or fusion.</param>
/// <param name="Node">Address of the node it lives on.</param>
/// <param name="Version">Names its statistics as they were last durable.</param>
/// <param name="Rows">Rows learned and not forgotten; of a fusion as of its last refresh.</param>
/// <param name="Attributes">Attributes in its statistics.</param>
/// <param name="Models">Models kept.</param>
/// <param name="StateBytes">About the bytes that its snapshot takes.</param>
/// <param name="Commits">Of a cell: commits so far, each of one batch or of several that waited together; those that only a save makes durable included.</param>
/// <param name="Waiting">Batches that wait in front of a cell; questions that wait for a fusion's refresh.</param>
/// <param name="InFlight">Batches that a cell works on; 1 of a fusion that refreshes.</param>
/// <param name="CreatedAt">When it was created.</param>
/// <param name="ModifiedAt">When its statistics last changed: of a cell its last commit.</param>
/// <param name="IsFrozen">Whether updates are refused.</param>
/// <param name="IsDirty">Whether rows are acknowledged that only a save makes durable.</param>
/// <param name="Cells">Of a fusion: cells in its list.</param>
/// <param name="FetchError">Of a fusion: what went wrong in the last refresh; empty when nothing did.</param>
/// <param name="Digest">The digest of the statistics, where it was asked for.</param>
public sealed record ProjectStanding(
    ProjectKind Kind,
    string Node,
    string Version,
    long Rows,
    int Attributes,
    int Models,
    long StateBytes,
    long Commits,
    int Waiting,
    int InFlight,
    DateTimeOffset CreatedAt,
    DateTimeOffset ModifiedAt,
    bool IsFrozen,
    bool IsDirty,
    int Cells,
    string FetchError,
    string? Digest);
