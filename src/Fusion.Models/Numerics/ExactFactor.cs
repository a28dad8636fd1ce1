using Fusion.Statistics;

namespace Fusion.Models.Numerics;

/// <summary>Cholesky factor in double-double, for matrices of up to some 200 rows: the answers are correct to double precision.</summary>
internal sealed class ExactFactor : ISymmetricFactor
{
    private readonly ScaledCholesky _factor;

    private ExactFactor(ScaledCholesky factor, int rank)
    {
        _factor = factor;
        Rank = rank;
    }

    /// <inheritdoc/>
    public int Rank { get; }

    /// <inheritdoc/>
    public double ReciprocalCondition => _factor.ReciprocalCondition;

    /// <inheritdoc/>
    /// <remarks>The error of a solution is about p·2^-103 / rcond; 2^-58 leaves nothing to see.</remarks>
    public bool IsAccurate => ReciprocalCondition >= Rank * Math.ScaleB(1, -45);

    /// <inheritdoc/>
    public double LogDeterminant => _factor.LogDeterminant;

    /// <summary>Factors a matrix; null when it is not positive definite.</summary>
    public static ExactFactor? TryFactor(SymmetricMatrix matrix) =>
        ScaledCholesky.TryFactor(matrix) is { } factor ? new ExactFactor(factor, matrix.Size) : null;

    /// <inheritdoc/>
    public DoubleDouble[] Solve(DoubleDouble[] rightHandSide) => _factor.Solve(rightHandSide);

    /// <inheritdoc/>
    public DoubleDouble[] InverseDiagonal()
    {
        SymmetricMatrix inverse = _factor.Inverse();
        return [.. Enumerable.Range(0, inverse.Size).Select(i => inverse[i, i])];
    }
}
