using Fusion.Contracts.Ids;

namespace Fusion.Contracts.Projects;

/// <summary>What can be changed about a project after its creation, beside its statistics and models.</summary>
/// <param name="IsFrozen">Whether updates are refused; a fusion then keeps its sum and does not refresh.</param>
/// <param name="Name">The name it was given later; null while it has that of its creation.</param>
/// <param name="HistogramWindow">Values that a histogram is to keep, as asked for when it was switched on later; null when never. Reported back only.</param>
public sealed record ProjectCondition(bool IsFrozen, ProjectName? Name, long? HistogramWindow)
{
    /// <summary>As created.</summary>
    public static readonly ProjectCondition Initial = new(false, null, null);
}
