using Fusion.Statistics;

namespace Fusion.Models.Numerics;

/// <summary>Says which attributes make a matrix singular.</summary>
internal static class Collinearity
{
    /// <summary>A share in a linear combination, in standard deviations, that is more than rounding.</summary>
    private const double Noticeable = 1e-6;

    /// <summary>A squared residual below minus this, relative to the variance, is more than rounding.</summary>
    private const double Negative = -1e-9;

    /// <summary>A share in a linear combination, in standard deviations, that rounding leaves of 0.</summary>
    private const double Noise = 1e-10;

    private const int MostNames = 10;

    /// <summary>Explains a matrix that has no Cholesky factor, by the first row that depends on those before it.</summary>
    /// <returns>One sentence.</returns>
    public static string Explain(SymmetricSystem system)
    {
        SymmetricMatrix matrix = system.Matrix;
        string[] constant = [.. system.Names.Where((_, i) => !(matrix[i, i] > 0))];
        if (constant.Length > 0)
            return $"The {system.Title} is singular: no variance in {List(constant)}.";
        (int dependent, DoubleDouble[] column, DoubleDouble[] combination) = Combine(system);
        double rest = 1 - (double)(Vectors.Dot(combination, column) / matrix[dependent, dependent]);
        if (rest < Negative)
            return $"The {system.Title} is not positive definite, which values missing in different rows can cause.";
        string[] others = [.. system.Names.Take(dependent).Where((_, i) => Share(matrix, combination[i], i, dependent) > Noticeable)];
        return $"The {system.Title} is singular: '{system.Names[dependent]}' is a linear combination of {List(others)}.";
    }

    /// <summary>A direction in which a matrix without a Cholesky factor is 0: its first dependent row less the combination of those before it.</summary>
    public static double[] NullVector(SymmetricSystem system)
    {
        SymmetricMatrix matrix = system.Matrix;
        (int dependent, _, DoubleDouble[] combination) = Combine(system);
        double[] vector = new double[matrix.Size];
        vector[dependent] = 1;
        for (int i = 0; i < dependent; i++)
        {
            vector[i] = Share(matrix, combination[i], i, dependent) > Noise ? -(double)combination[i] : 0;
        }

        return vector;
    }

    /// <summary>The first row that depends on those before it, its elements in their columns, and how they combine to it.</summary>
    private static (int Dependent, DoubleDouble[] Column, DoubleDouble[] Combination) Combine(SymmetricSystem system)
    {
        int dependent = FirstDependent(system);
        DoubleDouble[] column = [.. Enumerable.Range(0, dependent).Select(i => system.Matrix[i, dependent])];
        return (dependent, column, dependent == 0 ? [] : system.TryFactorLeading(dependent)!.Solve(column));
    }

    /// <summary>Bisects for the first row whose leading matrix has no factor.</summary>
    private static int FirstDependent(SymmetricSystem system)
    {
        int independent = 0, dependent = system.Matrix.Size;
        while (dependent - independent > 1)
        {
            int middle = (independent + dependent) / 2;
            if (system.TryFactorLeading(middle) is null)
                dependent = middle;
            else
                independent = middle;
        }

        return dependent - 1;
    }

    private static double Share(SymmetricMatrix matrix, DoubleDouble coefficient, int i, int dependent) =>
        Math.Abs((double)(coefficient * DoubleDouble.Sqrt(matrix[i, i] / matrix[dependent, dependent])));

    private static string List(string[] names)
    {
        string shown = string.Join(", ", names.Take(MostNames).Select(name => $"'{name}'"));
        return names.Length > MostNames ? $"{shown} and {names.Length - MostNames} more" : shown;
    }
}
