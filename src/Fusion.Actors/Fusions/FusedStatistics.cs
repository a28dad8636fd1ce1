using System.Collections.Immutable;
using Fusion.Contracts.Ids;
using Fusion.Statistics;
using static Fusion.Contracts.Protocols.FusionProtocol;

namespace Fusion.Actors.Fusions;

/// <summary>The sum of the cells' statistics.</summary>
/// <param name="Statistics">The sum, its attributes in the fusion project's own order.</param>
/// <param name="Sources">Every project whose rows are in the sum or through which they came.</param>
/// <param name="Errors">Cells that could not be added and why; empty when all could.</param>
/// <param name="Variant">The sum of what the cells have beside their statistics; null of plain cells.</param>
/// <param name="Added">The copies that are in the sum.</param>
/// <param name="Parameters">How the cells make attributes of rows, empty of plain ones; null when no cell has a trace of a row.</param>
internal sealed record FusedStatistics(
    SufficientStatistics Statistics,
    ImmutableArray<ProjectId> Sources,
    ImmutableArray<string> Errors,
    ImmutableArray<CellCopy> Added,
    FusedVariant? Variant = null,
    ImmutableSortedDictionary<string, string>? Parameters = null)
{
    /// <summary>No cells under a schema.</summary>
    public static FusedStatistics Empty(Schema schema) => new(SufficientStatistics.Empty.Reorder(schema), [], [], []);

    /// <summary>
    /// Adds the copies in list order. Attributes known before keep their index, new ones follow in the order the cells bring them. Left out and named is
    /// a copy that clashes with those before it (same name and other kind, or other parameters of its variant: its rows would mean something else), and one
    /// that would count a row twice: it holds a project that is in the sum already, or the fusion itself. A copy without a trace of a row fits any parameters.
    /// </summary>
    /// <param name="self">The fusion project.</param>
    /// <param name="copies">The latest good copy of each cell.</param>
    /// <param name="known">The attributes that already have an index.</param>
    public static FusedStatistics Merge(ProjectId self, IEnumerable<CellCopy> copies, Schema known)
    {
        SufficientStatistics sum = SufficientStatistics.Empty.Reorder(known);
        FusedVariant? variant = null;
        ImmutableSortedDictionary<string, string>? parameters = null;
        HashSet<ProjectId> counted = [self];
        ImmutableArray<CellCopy>.Builder added = ImmutableArray.CreateBuilder<CellCopy>();
        ImmutableArray<string>.Builder errors = ImmutableArray.CreateBuilder<string>();
        foreach (CellCopy copy in copies)
        {
            if (Twice(self, copy, counted) is { } twice)
            {
                errors.Add($"{copy.Address}: {twice}; it is left out");
                continue;
            }

            try
            {
                bool isBlank = IsBlank(copy.Statistics);
                FusedVariant? with = isBlank ? variant : parameters is null ? FusedVariant.Of(copy.Variant) : FusedVariant.Add(variant, copy.Variant);
                sum = sum.Merge(copy.Statistics);
                variant = with;
                if (!isBlank) parameters ??= FusedVariant.ParametersOf(variant);
                counted.UnionWith(copy.Sources);
                added.Add(copy);
            }
            catch (Exception clash) when (clash is IncompatibleSchemaException or OverflowException)
            {
                errors.Add($"{copy.Address}: {clash.Message}");
            }
        }

        return new FusedStatistics(sum, [.. counted], errors.ToImmutable(), added.ToImmutable(), variant, parameters);
    }

    private static bool IsBlank(SufficientStatistics statistics) => statistics.Rows == 0 && statistics.Digest() == SufficientStatistics.Empty.Digest();

    private static string? Twice(ProjectId self, CellCopy copy, HashSet<ProjectId> counted)
    {
        ProjectId[] twice = [.. copy.Sources.Where(counted.Contains)];
        if (twice.Length == 0) return null;
        return twice.Contains(self) ? "holds this project itself" : $"project [{twice[0].Name}] of customer [{twice[0].Customer}] is counted already";
    }
}
