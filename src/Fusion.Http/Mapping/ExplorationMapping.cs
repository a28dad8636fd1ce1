using System.Collections.Immutable;
using System.Globalization;
using Fusion.Http.Dtos;
using Fusion.Models;

namespace Fusion.Http.Mapping;

/// <summary>From what exploration found to what clients see of it.</summary>
internal static class ExplorationMapping
{
    /// <summary>A histogram; one that could not be made tells only why.</summary>
    public static DensityDto ToDto(this Density density) => density.Error is null
        ? new DensityDto(density.Name, density.Min, density.Max, density.Width, density.Histogram, null)
        : new DensityDto(density.Name, null, null, null, null, density.Error);

    /// <summary>Eigenvectors: a row for each attribute, a column for each component.</summary>
    public static DataFrameDto VectorsDto(this PrincipalComponents components) => Frame(
        Columns(components), components.Attributes.Length, (row, column) => components.Vectors[column][row]);

    /// <summary>Eigenvalues: one row.</summary>
    public static DataFrameDto ValuesDto(this PrincipalComponents components) => Frame(Columns(components), 1, (_, column) => components.Values[column]);

    /// <summary>A whole matrix, rows in the order of its columns.</summary>
    public static DataFrameDto ToDto(this AttributeMatrix matrix) => Frame(matrix.Attributes, matrix.Attributes.Length, (row, column) => matrix[row, column]);

    private static ImmutableArray<string> Columns(PrincipalComponents components) =>
        [.. Enumerable.Range(1, components.Values.Length).Select(k => FormattableString.Invariant($"PC{k}"))];

    private static DataFrameDto Frame(ImmutableArray<string> names, int rows, Func<int, int, double> cell) => new(
        names,
        [.. Enumerable.Repeat("C", names.Length)],
        [.. Enumerable.Range(0, rows).Select(row =>
            Enumerable.Range(0, names.Length).Select(column => cell(row, column).ToString("R", CultureInfo.InvariantCulture)).ToImmutableArray())]);
}
