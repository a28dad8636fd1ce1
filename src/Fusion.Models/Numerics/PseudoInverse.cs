using Fusion.Statistics;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace Fusion.Models.Numerics;

/// <summary>The pseudo-inverse of a matrix scaled to a unit diagonal, by its eigenvalues: those below p·ε times the largest count as 0.</summary>
/// <remarks>
/// Of the solutions of a singular system it takes the one that is shortest in units of standard deviations, whatever units the attributes are
/// measured in. An attribute without variance gets 0.
/// </remarks>
internal sealed class PseudoInverse : ISymmetricFactor
{
    private readonly ScaledMatrix _matrix;
    private readonly Matrix<double> _inverse;

    private PseudoInverse(ScaledMatrix matrix, Matrix<double> inverse, int rank, double logDeterminant)
    {
        LogDeterminant = logDeterminant - (2 * matrix.Scale.Where(factor => factor > 0).Sum(factor => Math.Log((double)factor)));
        _matrix = matrix;
        _inverse = inverse;
        Rank = rank;
    }

    /// <inheritdoc/>
    public int Rank { get; }

    /// <inheritdoc/>
    public double ReciprocalCondition => 0;

    /// <inheritdoc/>
    /// <remarks>No: a singular matrix has no solution to be accurate about.</remarks>
    public bool IsAccurate => false;

    /// <inheritdoc/>
    public double LogDeterminant { get; }

    /// <summary>Largest reciprocal condition number at which a matrix of p rows counts as singular.</summary>
    public static double Cut(int size) => size * Math.ScaleB(1, -52);

    /// <summary>Decomposes a matrix.</summary>
    public static PseudoInverse Of(SymmetricMatrix matrix)
    {
        var scaled = new ScaledMatrix(matrix);
        Matrix<double> full = Matrix<double>.Build.Dense(matrix.Size, matrix.Size, (i, j) => scaled.Lower[Math.Max(i, j)][Math.Min(i, j)]);
        Evd<double> decomposition = full.Evd(Symmetricity.Symmetric);
        double[] eigenvalues = [.. decomposition.EigenValues.Select(value => value.Real)];
        double cut = Cut(matrix.Size) * eigenvalues.Max();
        int[] kept = [.. Enumerable.Range(0, eigenvalues.Length).Where(k => eigenvalues[k] > cut)];
        Matrix<double> vectors = Matrix<double>.Build.Dense(matrix.Size, kept.Length, (i, k) => decomposition.EigenVectors[i, kept[k]]);
        Matrix<double> weighted = Matrix<double>.Build.Dense(matrix.Size, kept.Length, (i, k) => vectors[i, k] / eigenvalues[kept[k]]);
        return new PseudoInverse(scaled, weighted.TransposeAndMultiply(vectors), kept.Length, kept.Sum(k => Math.Log(eigenvalues[k])));
    }

    /// <inheritdoc/>
    public DoubleDouble[] Solve(DoubleDouble[] rightHandSide) => _matrix.SolveRefined(rightHandSide, SolveScaled);

    /// <inheritdoc/>
    public DoubleDouble[] InverseDiagonal() =>
        [.. Enumerable.Range(0, _matrix.Size).Select(i => _inverse[i, i] * _matrix.Scale[i] * _matrix.Scale[i])];

    private void SolveScaled(double[] vector) => _inverse.Multiply(Vector<double>.Build.DenseOfArray(vector)).AsArray().CopyTo(vector, 0);
}
