namespace Fusion.Models.CovarianceEstimation;

/// <summary>
/// The graphical lasso: the Θ that minimises tr(SΘ) − ln det Θ + λ·Σ|θᵢⱼ| over i ≠ j, by block coordinate descent (Friedman, Hastie and Tibshirani 2008).
/// </summary>
/// <param name="sample">S, p full rows; a diagonal above 0.</param>
/// <param name="limits">When to stop.</param>
/// <remarks>
/// <para>The diagonal is not penalised, as in scikit-learn. With W = Θ⁻¹ the solution has wⱼⱼ = sⱼⱼ, wᵢⱼ = sᵢⱼ + λ·sign θᵢⱼ where θᵢⱼ ≠ 0, and |wᵢⱼ − sᵢⱼ| ≤ λ
/// elsewhere. It is unique for λ &gt; 0, also where S is singular.</para>
/// <para>Every start keeps W positive definite and |W − S| ≤ λ, without which later passes may lose definiteness (Mazumder and Hastie 2012).</para>
/// <para>A pass costs p lasso fits of O(p²) for each of their own passes.</para>
/// </remarks>
internal sealed class GraphicalLasso(double[][] sample, LassoLimits limits)
{
    private readonly double _scale = MeanMagnitude(sample);

    /// <summary>S.</summary>
    public double[][] Sample => sample;

    /// <summary>The number of attributes.</summary>
    public int Size => sample.Length;

    /// <summary>The smallest λ at which no two attributes are joined: the largest |sᵢⱼ|.</summary>
    public double LargestLambda { get; } = sample.SelectMany((row, i) => row.Where((_, j) => i != j)).Select(Math.Abs).DefaultIfEmpty(0).Max();

    /// <summary>A start from given coefficients, W being as near to S as λ requires.</summary>
    public LassoPrecision Start(double lambda, double[][] coefficients) => new(lambda, Shrunk(lambda), coefficients, 0, false);

    /// <summary>The start at which no attributes are joined: the solution for <see cref="LargestLambda"/>.</summary>
    public LassoPrecision Unjoined()
    {
        double[][] diagonal = [.. sample.Select((row, i) => row.Select((value, j) => i == j ? value : 0).ToArray())];
        return new LassoPrecision(LargestLambda, diagonal, [.. sample.Select(row => new double[row.Length])], 0, true);
    }

    /// <summary>S with its off-diagonal elements scaled down until none is further from S than λ; positive definite for λ &gt; 0.</summary>
    public double[][] Shrunk(double lambda)
    {
        double keep = LargestLambda > lambda ? 1 - (lambda / LargestLambda) : 0;
        return [.. sample.Select((row, i) => row.Select((value, j) => i == j ? value : keep * value).ToArray())];
    }

    /// <summary>Descends from a state, which is not changed, to the solution for a λ above 0.</summary>
    public LassoPrecision Solve(double lambda, LassoPrecision start, CancellationToken cancellationToken)
    {
        double[][] covariance = Feasible(start, lambda), coefficients = [.. start.Coefficients.Select(row => (double[])row.Clone())];
        for (int sweep = 1; sweep <= limits.MostSweeps; sweep++)
        {
            double change = 0;
            for (int j = 0; j < Size; j++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                change += Update(covariance, coefficients, j, lambda);
            }

            if (change <= limits.Tolerance * _scale * Size * (Size - 1) || !double.IsFinite(change))
                return new LassoPrecision(lambda, covariance, coefficients, sweep, double.IsFinite(change));
        }

        return new LassoPrecision(lambda, covariance, coefficients, limits.MostSweeps, false);
    }

    /// <summary>Mean of |sᵢⱼ| over i ≠ j, the unit of the tolerances.</summary>
    private static double MeanMagnitude(double[][] matrix) =>
        matrix.SelectMany((row, i) => row.Where((_, j) => i != j)).Select(Math.Abs).DefaultIfEmpty(0).Average();

    /// <summary>W of a state, drawn towards S until |W − S| ≤ λ: a mixture of a definite and a semidefinite matrix, so definite.</summary>
    private double[][] Feasible(LassoPrecision start, double lambda)
    {
        double share = start.Lambda > lambda ? lambda / start.Lambda : 1;
        return [.. sample.Select((row, i) => row.Select((value, j) => i == j ? value : value + (share * (start.Covariance[i][j] - value))).ToArray())];
    }

    /// <summary>Fits the lasso of attribute j on the others, and makes W agree with it.</summary>
    /// <returns>Σ|Δw| over row and column j, each once.</returns>
    private double Update(double[][] covariance, double[][] coefficients, int j, double lambda)
    {
        double[] beta = [.. coefficients.Select(row => row[j])];
        double[] fitted = Lasso(covariance, beta, j, lambda);
        double change = 0;
        for (int k = 0; k < Size; k++)
        {
            coefficients[k][j] = beta[k];
            if (k == j)
                continue;
            change += Math.Abs(fitted[k] - covariance[k][j]);
            covariance[k][j] = covariance[j][k] = fitted[k];
        }

        return change;
    }

    /// <summary>Coordinate descent on ½βᵀW₁₁β − s₁₂·β + λ|β|₁ in place.</summary>
    /// <returns>W₁₁β; the element of attribute j itself has no meaning.</returns>
    private double[] Lasso(double[][] covariance, double[] beta, int j, double lambda)
    {
        double[] fitted = Product(covariance, beta);
        for (int pass = 0; pass < limits.MostSweeps; pass++)
        {
            double largest = 0;
            for (int k = 0; k < Size; k++)
            {
                if (k == j)
                    continue;
                double[] row = covariance[k];
                double rest = sample[k][j] - fitted[k] + (row[k] * beta[k]);
                double next = Math.Abs(rest) > lambda ? (rest - (Math.Sign(rest) * lambda)) / row[k] : 0, step = next - beta[k];
                if (step == 0)
                    continue;
                beta[k] = next;
                largest = Math.Max(largest, Math.Abs(step) * row[k]);
                for (int i = 0; i < Size; i++)
                {
                    fitted[i] += step * row[i];
                }
            }

            if (largest <= limits.LassoTolerance * _scale)
                break;
        }

        return Product(covariance, beta);
    }

    private static double[] Product(double[][] matrix, double[] vector)
    {
        var product = new double[vector.Length];
        for (int k = 0; k < vector.Length; k++)
        {
            for (int i = 0; i < vector.Length && vector[k] != 0; i++)
            {
                product[i] += vector[k] * matrix[k][i];
            }
        }

        return product;
    }
}
