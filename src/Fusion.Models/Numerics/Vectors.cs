using System.Collections.Immutable;
using Fusion.Statistics;

namespace Fusion.Models.Numerics;

/// <summary>Small vector and matrix helpers.</summary>
internal static class Vectors
{
    /// <summary>The scalar product.</summary>
    public static DoubleDouble Dot(DoubleDouble[] left, DoubleDouble[] right)
    {
        DoubleDouble sum = 0;
        for (int i = 0; i < left.Length; i++)
        {
            sum += left[i] * right[i];
        }

        return sum;
    }

    /// <summary>The quadratic form xᵀAx.</summary>
    public static DoubleDouble Quadratic(SymmetricMatrix matrix, DoubleDouble[] vector)
    {
        DoubleDouble sum = 0;
        for (int i = 0; i < vector.Length; i++)
        {
            DoubleDouble row = 0;
            for (int j = 0; j < i; j++)
            {
                row += matrix[i, j] * vector[j];
            }

            sum += vector[i] * ((2 * row) + (matrix[i, i] * vector[i]));
        }

        return sum;
    }

    /// <summary>The product Ax.</summary>
    public static DoubleDouble[] Multiply(SymmetricMatrix matrix, DoubleDouble[] vector)
    {
        var product = new DoubleDouble[vector.Length];
        for (int i = 0; i < vector.Length; i++)
        {
            for (int j = 0; j < i; j++)
            {
                product[i] += matrix[i, j] * vector[j];
                product[j] += matrix[i, j] * vector[i];
            }

            product[i] += matrix[i, i] * vector[i];
        }

        return product;
    }

    /// <summary>Adds a multiple of a vector to another, in place.</summary>
    public static void AddTo(DoubleDouble[] target, DoubleDouble factor, DoubleDouble[] vector)
    {
        for (int i = 0; i < target.Length; i++)
        {
            target[i] += factor * vector[i];
        }
    }

    /// <summary>Rounds every element to a double.</summary>
    public static ImmutableArray<double> Round(DoubleDouble[] vector) => [.. vector.Select(element => (double)element)];

    /// <summary>The leading rows and columns of a matrix.</summary>
    public static SymmetricMatrix Leading(SymmetricMatrix matrix, int size)
    {
        var leading = new SymmetricMatrix(size);
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                leading[i, j] = matrix[i, j];
            }
        }

        return leading;
    }

    /// <summary>Sets undefined elements of a matrix to 0, in place: of attributes never present together nothing tells that they go together.</summary>
    /// <returns>The matrix.</returns>
    public static SymmetricMatrix ClearUndefined(SymmetricMatrix matrix)
    {
        for (int i = 0; i < matrix.Size; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                if (DoubleDouble.IsNaN(matrix[i, j]))
                    matrix[i, j] = 0;
            }
        }

        return matrix;
    }

    /// <summary>Sets the marked rows and columns of a matrix to 0, in place.</summary>
    public static void Clear(SymmetricMatrix matrix, bool[] marked)
    {
        for (int i = 0; i < matrix.Size; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                if (marked[i] || marked[j])
                    matrix[i, j] = 0;
            }
        }
    }
}
