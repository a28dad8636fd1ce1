using Fusion.Statistics;

namespace Fusion.Models.Numerics;

/// <summary>The minimisers of ½βᵀCβ − c·β in growing Krylov spaces span(c, Cc, …, Cᵏ⁻¹c): partial least squares with 1, 2, … components.</summary>
/// <remarks>
/// For one target the spaces are those of NIPALS (Helland 1988), and only C and c are needed. Lanczos' method makes the bases, each vector made
/// orthogonal to all before it twice, which keeps them orthogonal to working precision (Parlett 1980, §6.9); the tridiagonal system is solved by its
/// L·D·Lᵀ factors, so each minimiser costs O(p) beyond its basis. Double-double at every size: k minimisers cost k·p² + 2k²·p multiplications.
/// </remarks>
internal static class KrylovPath
{
    /// <summary>A basis vector or pivot below p times this, relative to the largest diagonal element of the tridiagonal matrix, is rounding.</summary>
    private static readonly double Noise = Math.ScaleB(1, -90);

    /// <summary>Computes the minimisers.</summary>
    /// <param name="matrix">C, positive semidefinite.</param>
    /// <param name="cross">c.</param>
    /// <param name="most">The largest number of minimisers.</param>
    /// <param name="cancellation">Gives up between minimisers.</param>
    /// <returns>One minimiser for each dimension; fewer than asked for where the spaces stop growing, none where c is 0.</returns>
    public static List<DoubleDouble[]> Solve(SymmetricMatrix matrix, DoubleDouble[] cross, int most, CancellationToken cancellation)
    {
        var (basis, path) = (new List<DoubleDouble[]>(), new List<DoubleDouble[]>());
        DoubleDouble length = Length(cross), weight = length, factor = 0, largest = 0;
        DoubleDouble[] next = cross, solution = new DoubleDouble[cross.Length], direction = solution;
        while (path.Count < most && length > largest * (cross.Length * Noise))
        {
            cancellation.ThrowIfCancellationRequested();
            DoubleDouble[] vector = [.. next.Select(element => element / length)];
            basis.Add(vector);
            next = Vectors.Multiply(matrix, vector);
            DoubleDouble diagonal = Vectors.Dot(vector, next), pivot = diagonal - (factor * length);
            largest = diagonal > largest ? diagonal : largest;
            if (!(pivot > largest * (cross.Length * Noise)))
                break;
            direction = Combine(vector, -factor, direction);
            solution = Combine(solution, weight / pivot, direction);
            path.Add(solution);
            Orthogonalise(next, basis);
            length = Length(next);
            factor = length / pivot;
            weight *= -factor;
        }

        return path;
    }

    private static void Orthogonalise(DoubleDouble[] vector, List<DoubleDouble[]> basis)
    {
        for (int pass = 0; pass < 2; pass++)
        {
            foreach (DoubleDouble[] earlier in basis)
            {
                Vectors.AddTo(vector, -Vectors.Dot(earlier, vector), earlier);
            }
        }
    }

    private static DoubleDouble Length(DoubleDouble[] vector) => DoubleDouble.Sqrt(Vectors.Dot(vector, vector));

    private static DoubleDouble[] Combine(DoubleDouble[] vector, DoubleDouble factor, DoubleDouble[] other) =>
        [.. vector.Zip(other, (one, two) => one + (factor * two))];
}
