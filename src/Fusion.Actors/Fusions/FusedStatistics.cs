using System.Collections.Immutable;
using Fusion.Contracts.Ids;
using Fusion.Statistics;
using static Fusion.Contracts.Protocols.FusionProtocol;

namespace Fusion.Actors.Fusions;

/// <summary>The sum of the cells' statistics.</summary>
/// <param name="Statistics">The sum, its attributes in the fusion project's own order.</param>
/// <param name="Errors">Cells that could not be added and why; empty when all could.</param>
internal sealed record FusedStatistics(SufficientStatistics Statistics, ImmutableArray<string> Errors)
{
    /// <summary>
    /// Adds the copies in list order. Attributes known before keep their index, new ones follow in the order the cells bring them. A copy that
    /// clashes with those before it (same name, other kind) is left out and named: its rows would mean something else.
    /// </summary>
    /// <param name="copies">The latest good copy of each cell.</param>
    /// <param name="known">The attributes that already have an index.</param>
    public static FusedStatistics Merge(IEnumerable<CellCopy> copies, Schema known)
    {
        SufficientStatistics sum = SufficientStatistics.Empty;
        ImmutableArray<string>.Builder errors = ImmutableArray.CreateBuilder<string>();
        HashSet<ProjectId> counted = [];
        foreach (CellCopy copy in copies)
        {
            if (!counted.Add(copy.ProjectId))
            {
                errors.Add($"{copy.Address}: the same project is listed under another address; it counts once");
                continue;
            }

            try
            {
                sum = sum.Merge(copy.Statistics);
            }
            catch (Exception clash) when (clash is IncompatibleSchemaException or AttributeRangeException)
            {
                errors.Add($"{copy.Address}: {clash.Message}");
            }
        }

        try
        {
            Schema union = known.Append(sum.Schema.Where(attribute => known.IndexOf(attribute.Name) < 0));
            return new FusedStatistics(sum.Reorder(union), errors.ToImmutable());
        }
        catch (IncompatibleSchemaException clash)
        {
            errors.Add(clash.Message);
            return new FusedStatistics(SufficientStatistics.Empty.Reorder(known), errors.ToImmutable());
        }
    }
}
