using Fusion.Statistics;

namespace Fusion.Models.Numerics;

/// <summary>Says which attributes make a matrix singular.</summary>
internal static class Collinearity
{
    /// <summary>A share in a linear combination, in standard deviations, that is more than rounding.</summary>
    private const double Noticeable = 1e-6;

    /// <summary>A squared residual below minus this, relative to the variance, is more than rounding.</summary>
    private const double Negative = -1e-9;

    private const int MostNames = 10;

    /// <summary>Explains a matrix that has no Cholesky factor, by the first row that depends on those before it.</summary>
    /// <returns>One sentence.</returns>
    public static string Explain(SymmetricSystem system)
    {
        SymmetricMatrix matrix = system.Matrix;
        string[] constant = [.. system.Names.Where((_, i) => !(matrix[i, i] > 0))];
        if (constant.Length > 0)
            return $"The {system.Title} is singular: no variance in {List(constant)}.";
        int dependent = FirstDependent(system);
        DoubleDouble[] column = [.. Enumerable.Range(0, dependent).Select(i => matrix[i, dependent])];
        DoubleDouble[] combination = dependent == 0 ? [] : system.TryFactorLeading(dependent)!.Solve(column);
        double rest = 1 - (double)(Vectors.Dot(combination, column) / matrix[dependent, dependent]);
        if (rest < Negative)
            return $"The {system.Title} is not positive definite, which values missing in different rows can cause.";
        string[] others = [.. system.Names.Take(dependent).Where((_, i) => Share(matrix, combination[i], i, dependent) > Noticeable)];
        return $"The {system.Title} is singular: '{system.Names[dependent]}' is a linear combination of {List(others)}.";
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
