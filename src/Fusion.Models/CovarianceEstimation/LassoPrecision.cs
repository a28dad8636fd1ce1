namespace Fusion.Models.CovarianceEstimation;

/// <summary>A state of the graphical lasso, and at its end the solution.</summary>
/// <param name="Lambda">λ.</param>
/// <param name="Covariance">W = Θ⁻¹, p rows; its diagonal is that of the sample.</param>
/// <param name="Coefficients">B, p rows: column j holds the lasso coefficients of attribute j on the others, 0 on the diagonal.</param>
/// <param name="Sweeps">Passes over all attributes made; 0 at the start.</param>
/// <param name="HasConverged">Whether the last pass changed W less than the tolerance.</param>
internal sealed record LassoPrecision(double Lambda, double[][] Covariance, double[][] Coefficients, int Sweeps, bool HasConverged)
{
    /// <summary>Θ: θⱼⱼ = 1/(wⱼⱼ − wⱼ·βⱼ), θₖⱼ = −βₖⱼ·θⱼⱼ, and the mean of what both columns say.</summary>
    public double[][] Precision()
    {
        int size = Covariance.Length;
        double Explained(int j) => Enumerable.Range(0, size).Sum(k => Covariance[k][j] * Coefficients[k][j]);
        double[] diagonal = [.. Enumerable.Range(0, size).Select(j => 1 / (Covariance[j][j] - Explained(j)))];
        return [.. Enumerable.Range(0, size).Select(i => Enumerable.Range(0, size)
            .Select(j => i == j ? diagonal[i] : -0.5 * ((Coefficients[i][j] * diagonal[j]) + (Coefficients[j][i] * diagonal[i]))).ToArray())];
    }
}
