using System.Globalization;

namespace Fusion.Contracts.Ids;

/// <summary>One project for its whole life: also the entity id in the shard region and the journal.</summary>
/// <param name="Customer">The owner.</param>
/// <param name="Name">The name it was created under.</param>
/// <param name="Generation">0 for the first project of that name, then 1, 2, …: a name used again after a delete never meets the old journal.</param>
public readonly record struct ProjectId(CustomerId Customer, ProjectName Name, int Generation)
{
    /// <summary><c>cid/pid</c>, or <c>cid/pid:generation</c> from the second project of a name on. The separators can't occur in names.</summary>
    public string EntityId => Generation == 0
        ? $"{Customer}/{Name}"
        : string.Create(CultureInfo.InvariantCulture, $"{Customer}/{Name}:{Generation}");

    /// <summary>Reads what <see cref="EntityId"/> wrote.</summary>
    /// <exception cref="FormatException">The text is not an entity id.</exception>
    public static ProjectId Parse(string entityId)
    {
        ArgumentNullException.ThrowIfNull(entityId);
        int slash = entityId.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0) throw new FormatException($"[{entityId}] is not a project's entity id");
        int colon = entityId.IndexOf(':', slash);
        string name = colon < 0 ? entityId[(slash + 1)..] : entityId[(slash + 1)..colon];
        int generation = colon < 0 ? 0 : int.Parse(entityId.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture);
        return new ProjectId(CustomerId.Parse(entityId[..slash]), ProjectName.Parse(name), generation);
    }

    /// <inheritdoc/>
    public override string ToString() => EntityId;
}
