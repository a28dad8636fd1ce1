using Fusion.Models.Numerics;
using Fusion.Statistics;

namespace Fusion.Models.CovarianceEstimation;

/// <summary>A covariance matrix cut to its leading eigenvectors; it solves in the sense of the pseudo-inverse, within their span.</summary>
/// <remarks>
/// Eigenvalues that are 0 but for rounding are left out, so the rank may be below the number asked for. Right to about 1e-15 of the largest one.
/// </remarks>
internal sealed class TruncatedSpectrum
{
    private readonly Spectrum _spectrum;

    private TruncatedSpectrum(Spectrum spectrum, int rank)
    {
        _spectrum = spectrum;
        Rank = rank;
    }

    /// <summary>The number of eigenvectors kept.</summary>
    public int Rank { get; }

    /// <summary>Decomposes a matrix.</summary>
    /// <param name="matrix">The matrix, p × p.</param>
    /// <param name="count">q, from 1 to p.</param>
    public static TruncatedSpectrum Of(SymmetricMatrix matrix, int count)
    {
        Spectrum spectrum = Spectrum.Of(matrix.ToDouble());
        return new TruncatedSpectrum(spectrum, spectrum.Values.Take(count).Count(value => value > spectrum.Noise));
    }

    /// <summary>Σ λₖvₖvₖᵀ over the vectors kept.</summary>
    public SymmetricMatrix ToMatrix()
    {
        var matrix = new SymmetricMatrix(_spectrum.Values.Length);
        for (int i = 0; i < matrix.Size; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                matrix[i, j] = Enumerable.Range(0, Rank).Sum(k => _spectrum.Values[k] * _spectrum.Vectors[i, k] * _spectrum.Vectors[j, k]);
            }
        }

        return matrix;
    }

    /// <summary>Solves A·x = b within the span of the vectors kept.</summary>
    public DoubleDouble[] Solve(DoubleDouble[] rightHandSide)
    {
        int size = rightHandSide.Length;
        var solution = new DoubleDouble[size];
        for (int k = 0; k < Rank; k++)
        {
            DoubleDouble share = 0;
            for (int i = 0; i < size; i++)
            {
                share += rightHandSide[i] * _spectrum.Vectors[i, k];
            }

            for (int i = 0; i < size; i++)
            {
                solution[i] += share / _spectrum.Values[k] * _spectrum.Vectors[i, k];
            }
        }

        return solution;
    }
}
