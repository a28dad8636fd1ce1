using Fusion.Statistics;

namespace Fusion.Models.Numerics;

/// <summary>A symmetric matrix with its diagonal scaled to one, rounded to doubles, beside the exact one for residuals.</summary>
/// <remarks>A row whose diagonal is 0 is scaled by 0: it drops out.</remarks>
internal sealed class ScaledMatrix
{
    private readonly SymmetricMatrix _exact;

    /// <summary>Scales a matrix with a diagonal of at least 0.</summary>
    public ScaledMatrix(SymmetricMatrix matrix)
    {
        _exact = matrix;
        Scale = new DoubleDouble[matrix.Size];
        Lower = new double[matrix.Size][];
        for (int i = 0; i < matrix.Size; i++)
        {
            Scale[i] = matrix[i, i] > 0 ? 1 / DoubleDouble.Sqrt(matrix[i, i]) : 0;
            Lower[i] = new double[i + 1];
            for (int j = 0; j <= i; j++)
            {
                Lower[i][j] = (double)(matrix[i, j] * Scale[i] * Scale[j]);
            }
        }
    }

    /// <summary>The number of rows.</summary>
    public int Size => _exact.Size;

    /// <summary>The factors 1/√aᵢᵢ.</summary>
    public DoubleDouble[] Scale { get; }

    /// <summary>The lower triangle, row by row.</summary>
    public double[][] Lower { get; }

    /// <summary>Solves with one step of iterative refinement: the residual is exact to double-double, so the error of the solver is squared.</summary>
    /// <param name="rightHandSide">b.</param>
    /// <param name="solveScaled">Solves with the scaled matrix, in place.</param>
    public DoubleDouble[] SolveRefined(DoubleDouble[] rightHandSide, Action<double[]> solveScaled)
    {
        DoubleDouble[] solution = Apply(rightHandSide, solveScaled);
        DoubleDouble[] correction = Apply(Residual(rightHandSide, solution), solveScaled);
        return [.. solution.Zip(correction, (x, step) => x + step)];
    }

    private DoubleDouble[] Apply(DoubleDouble[] rightHandSide, Action<double[]> solveScaled)
    {
        double[] vector = [.. rightHandSide.Select((b, i) => (double)(b * Scale[i]))];
        solveScaled(vector);
        return [.. vector.Select((x, i) => x * Scale[i])];
    }

    private DoubleDouble[] Residual(DoubleDouble[] rightHandSide, DoubleDouble[] solution)
    {
        var residual = new DoubleDouble[Size];
        for (int i = 0; i < Size; i++)
        {
            residual[i] = rightHandSide[i];
            for (int j = 0; j < Size; j++)
            {
                residual[i] -= _exact[i, j] * solution[j];
            }
        }

        return residual;
    }
}
