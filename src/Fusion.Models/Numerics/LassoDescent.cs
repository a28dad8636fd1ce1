namespace Fusion.Models.Numerics;

/// <summary>The lasso by cyclic coordinate descent on covariances: minimises ½wᵀGw − g·w + λ‖w‖₁.</summary>
/// <param name="gram">G, k × k, symmetric positive semidefinite.</param>
/// <param name="cross">g.</param>
/// <remarks>
/// Friedman, Hastie and Tibshirani (2010), §2.2, covariance updates: a weight that changes costs k multiplications, one that stays costs none. A column
/// without variance keeps its weight. Where columns are collinear, minimisers may be many and the start decides which one is found.
/// </remarks>
internal sealed class LassoDescent(double[,] gram, double[] cross)
{
    /// <summary>After so many sweeps the gradient is computed anew: updates gather rounding, which a hundred thousand sweeps would show.</summary>
    private const int Refresh = 100;

    /// <summary>Improves weights in place until a sweep changes no fitted value by more than the limit, in standard deviations.</summary>
    /// <param name="weights">The start, then the minimiser.</param>
    /// <param name="lambda">λ, at least 0.</param>
    /// <param name="limit">The largest √Gⱼⱼ·|change of wⱼ| of the last sweep.</param>
    /// <param name="most">The largest number of sweeps.</param>
    /// <returns>The number of sweeps, and whether the last one was within the limit.</returns>
    public (int Sweeps, bool IsConverged) Solve(double[] weights, double lambda, double limit, int most)
    {
        double[] gradient = [];
        double change = double.PositiveInfinity;
        int sweep = 0;
        for (; sweep < most && change > limit; sweep++)
        {
            if (sweep % Refresh == 0)
                gradient = [.. cross.Select((covariance, j) => covariance - Product(j, weights))];
            change = 0;
            for (int j = 0; j < weights.Length; j++)
            {
                double variance = gram[j, j];
                if (!(variance > 0))
                    continue;
                double pull = gradient[j] + (variance * weights[j]);
                double step = (Math.Sign(pull) * Math.Max(Math.Abs(pull) - lambda, 0) / variance) - weights[j];
                if (step != 0)
                    Move(weights, gradient, j, step);
                change = Math.Max(change, Math.Abs(step) * Math.Sqrt(variance));
            }
        }

        return (sweep, change <= limit);
    }

    private double Product(int row, double[] weights)
    {
        double sum = 0;
        for (int k = 0; k < weights.Length; k++)
        {
            sum += gram[row, k] * weights[k];
        }

        return sum;
    }

    private void Move(double[] weights, double[] gradient, int j, double step)
    {
        weights[j] += step;
        for (int k = 0; k < weights.Length; k++)
        {
            gradient[k] -= gram[j, k] * step;
        }
    }
}
