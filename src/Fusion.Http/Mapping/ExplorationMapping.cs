using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using Fusion.Contracts.Protocols;
using Fusion.Http.Dtos;
using Fusion.Models;

namespace Fusion.Http.Mapping;

/// <summary>From what exploration found to what clients see of it.</summary>
internal static class ExplorationMapping
{
    /// <summary>What is answered without a cell.</summary>
    public static LeftOutDto ToDto(this ExplorationProtocol.LeftOut leftOut) => new(
        leftOut.Cell.Host,
        leftOut.Cell.Customer,
        leftOut.Cell.Project,
        new ListDto<NumberMap>([.. leftOut.Results.Select(result => new NumberMap(result))]));

    /// <summary>A fold of a cross-validation; one whose model could not be fitted tells only why.</summary>
    public static FoldDto ToDto(this CrossValidationFold fold) =>
        new(fold.Name, fold.Error is null ? new NumberMap(fold.Scores) : null, fold.Error);

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
    public static DataFrameDto ToDto(this AttributeMatrix matrix)
    {
        int size = matrix.Attributes.Length;
        var cells = new string[size][]; // of a pair of equal cells one text is made
        for (int row = 0; row < size; row++)
        {
            cells[row] = new string[size];
            for (int column = 0; column <= row; column++)
                cells[row][column] = cells[column][row] = Text(matrix[row, column]);
        }

        return new DataFrameDto(matrix.Attributes, Types(size), [.. cells.Select(ImmutableCollectionsMarshal.AsImmutableArray)]);
    }

    private static ImmutableArray<string> Columns(PrincipalComponents components) =>
        [.. Enumerable.Range(1, components.Values.Length).Select(k => FormattableString.Invariant($"PC{k}"))];

    private static DataFrameDto Frame(ImmutableArray<string> names, int rows, Func<int, int, double> cell) => new(
        names,
        Types(names.Length),
        [.. Enumerable.Range(0, rows).Select(row =>
            Enumerable.Range(0, names.Length).Select(column => Text(cell(row, column))).ToImmutableArray())]);

    private static ImmutableArray<string> Types(int count) => [.. Enumerable.Repeat("C", count)];

    private static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
