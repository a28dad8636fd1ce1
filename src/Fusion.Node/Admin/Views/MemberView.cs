namespace Fusion.Node.Admin.Views;

/// <summary>One member of a cluster, as one node sees it.</summary>
/// <param name="Address">Its address.</param>
/// <param name="IsAsked">Whether it is the node asked.</param>
/// <param name="IsLeader">Whether it leads.</param>
/// <param name="Roles">Its roles.</param>
/// <param name="Status">Its status.</param>
/// <param name="UnreachableBy">Addresses of those who do not hear from it; empty when it is reachable.</param>
/// <param name="UpNumber">The how-manieth member it is that came up; null before.</param>
/// <param name="Shards">Shards on it, of all regions; null when it did not tell.</param>
/// <param name="Entities">Entities on it, of all regions; null when it did not tell.</param>
internal sealed record MemberView(
    string Address,
    bool IsAsked,
    bool IsLeader,
    IReadOnlyList<string> Roles,
    string Status,
    IReadOnlyList<string> UnreachableBy,
    int? UpNumber,
    int? Shards,
    int? Entities);
