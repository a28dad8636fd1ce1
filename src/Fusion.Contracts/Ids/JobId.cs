using System.Globalization;

namespace Fusion.Contracts.Ids;

/// <summary>A job: visible only to its owner.</summary>
/// <param name="Customer">The owner.</param>
/// <param name="Number">Positive; counted per cluster, never given twice.</param>
public readonly record struct JobId(CustomerId Customer, long Number)
{
    /// <summary>The entity id in the job region, <c>cid/number</c>.</summary>
    public string EntityId => string.Create(CultureInfo.InvariantCulture, $"{Customer}/{Number}");

    /// <summary>Reads what <see cref="EntityId"/> wrote.</summary>
    /// <exception cref="FormatException">The text is not a job's entity id.</exception>
    public static JobId Parse(string entityId)
    {
        ArgumentNullException.ThrowIfNull(entityId);
        int slash = entityId.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0) throw new FormatException($"[{entityId}] is not a job's entity id");
        return new JobId(CustomerId.Parse(entityId[..slash]), long.Parse(entityId.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture));
    }

    /// <inheritdoc/>
    public override string ToString() => EntityId;
}
