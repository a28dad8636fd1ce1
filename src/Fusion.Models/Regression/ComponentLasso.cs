using System.Collections.Immutable;
using Fusion.Models.Numerics;
using Fusion.Statistics;

namespace Fusion.Models.Regression;

/// <summary>A lasso on p inputs and their p principal components, mapped back to the inputs.</summary>
/// <param name="Weights">The weights of the divided inputs.</param>
/// <param name="Lambda">Its λ.</param>
/// <param name="Sweeps">How many sweeps of coordinate descent it took.</param>
/// <param name="IsConverged">Whether they came to their end before there were too many.</param>
/// <param name="Lambdas">The λs tried, falling.</param>
/// <param name="Criteria">The AICc of each; ∞ where the rows are too few for the weights.</param>
/// <remarks>
/// Minimises (1/2n)‖y − Xu − XVw‖² + λ(‖u‖₁ + ‖w‖₁) with X the divided inputs, V the eigenvectors; the weights are u + Vw. Components keep their own
/// spread, the roots of the eigenvalues. AICc = n·ln(SSE/n) + 2k + 2k(k+1)/(n − k − 1) with k − 1 the number of u and w that are not 0 (Hurvich and Tsai
/// 1989). Each λ starts from the weights of the one before it.
/// </remarks>
internal sealed record ComponentLasso(
    DoubleDouble[] Weights, double Lambda, int Sweeps, bool IsConverged, ImmutableArray<double> Lambdas, ImmutableArray<double> Criteria)
{
    /// <summary>Fits it.</summary>
    /// <param name="moments">The moments of inputs and target.</param>
    /// <param name="spectrum">The components of the inputs.</param>
    /// <param name="options">λ and when to stop.</param>
    /// <param name="rows">n of the AICc.</param>
    /// <param name="cancellation">Gives up between two λs.</param>
    /// <exception cref="FitException">λ is to be chosen, and the rows are too few for every one.</exception>
    public static ComponentLasso Fit(ScaledMoments moments, ExactSpectrum spectrum, LassoOptions options, long rows, CancellationToken cancellation)
    {
        double[] cross = [.. Vectors.Round([.. moments.Cross, .. spectrum.Eigenvectors.Select(vector => Vectors.Dot(vector, moments.Cross))])];
        var descent = new LassoDescent(Gram(moments, spectrum), cross);
        ImmutableArray<double> lambdas = options.Lambdas(cross.Max(Math.Abs));
        var solution = new double[cross.Length];
        double limit = options.Tolerance * Math.Sqrt((double)moments.TargetVariance);
        var criteria = new double[lambdas.Length];
        ComponentLasso? best = null;
        for (int k = 0; k < lambdas.Length; k++)
        {
            cancellation.ThrowIfCancellationRequested();
            (int sweeps, bool isConverged) = descent.Solve(solution, lambdas[k], limit, options.Sweeps);
            DoubleDouble[] weights = Combine(solution, spectrum);
            criteria[k] = Criterion(moments, weights, 1 + solution.Count(weight => weight != 0), rows);
            if (!options.ChoosesLambda || criteria[k] < criteria.Take(k).DefaultIfEmpty(double.PositiveInfinity).Min())
                best = new ComponentLasso(weights, lambdas[k], sweeps, isConverged, lambdas, []);
        }

        return best is not null
            ? best with { Criteria = [.. criteria] }
            : throw new FitException($"{rows} rows are too few for the criterion aicc: it needs 2 more than there are weights, the intercept included. Give lambda.");
    }

    /// <summary>Covariances of inputs and components: C, CV = VΛ, and Λ.</summary>
    private static double[,] Gram(ScaledMoments moments, ExactSpectrum spectrum)
    {
        int size = moments.Cross.Length;
        var gram = new double[2 * size, 2 * size];
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j < size; j++)
            {
                gram[i, j] = (double)moments.Matrix[i, j];
                gram[i, size + j] = gram[size + j, i] = j < spectrum.Rank ? (double)(spectrum.Eigenvectors[j][i] * spectrum.Eigenvalues[j]) : 0;
            }

            gram[size + i, size + i] = i < spectrum.Rank ? (double)spectrum.Eigenvalues[i] : 0;
        }

        return gram;
    }

    private static DoubleDouble[] Combine(double[] solution, ExactSpectrum spectrum)
    {
        int size = solution.Length / 2;
        DoubleDouble[] weights = [.. solution.Take(size).Select(weight => (DoubleDouble)weight)];
        for (int k = 0; k < size; k++)
        {
            Vectors.AddTo(weights, solution[size + k], spectrum.Eigenvectors[k]);
        }

        return weights;
    }

    private static double Criterion(ScaledMoments moments, DoubleDouble[] weights, int parameters, long rows)
    {
        DoubleDouble error = moments.TargetVariance - (2 * Vectors.Dot(weights, moments.Cross)) + Vectors.Quadratic(moments.Matrix, weights);
        return InformationCriterion.Corrected(rows, error, parameters);
    }
}
