using Fusion.Statistics;

namespace Fusion.Models.Numerics;

/// <summary>A symmetric positive semidefinite p × p matrix, ready to solve with.</summary>
internal interface ISymmetricFactor
{
    /// <summary>The number of linearly independent rows.</summary>
    int Rank { get; }

    /// <summary>Estimate of the reciprocal condition number of the matrix scaled to a unit diagonal, from 0 to 1.</summary>
    double ReciprocalCondition { get; }

    /// <summary>Whether solutions are right to double precision, so that residuals read from the sums could not improve what is rounded to a double.</summary>
    bool IsAccurate { get; }

    /// <summary>
    /// The natural logarithm of the determinant; of a singular matrix that of the product of its eigenvalues other than 0, in the scaled form.
    /// </summary>
    double LogDeterminant { get; }

    /// <summary>Solves A·x = b; in the sense of the pseudo-inverse where A is singular.</summary>
    DoubleDouble[] Solve(DoubleDouble[] rightHandSide);

    /// <summary>The diagonal of the inverse.</summary>
    DoubleDouble[] InverseDiagonal();
}
