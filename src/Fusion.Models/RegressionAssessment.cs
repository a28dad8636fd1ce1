namespace Fusion.Models;

/// <summary>How far predictions are from the truth.</summary>
/// <param name="RootMeanSquaredError">√(SSE/n); NaN without rows.</param>
/// <param name="MeanAbsoluteError">The mean of |actual − predicted|; NaN without rows.</param>
/// <param name="RSquared">1 − SSE/SST; −∞ or NaN when the actual values are all equal.</param>
public readonly record struct RegressionAssessment(double RootMeanSquaredError, double MeanAbsoluteError, double RSquared)
{
    /// <summary>Compares predictions with the truth.</summary>
    /// <param name="predicted">The predictions.</param>
    /// <param name="actual">The true values, parallel.</param>
    /// <returns>The errors.</returns>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static RegressionAssessment Of(ReadOnlySpan<double> predicted, ReadOnlySpan<double> actual)
    {
        if (predicted.Length != actual.Length)
            throw new ArgumentException($"{predicted.Length} predictions for {actual.Length} rows.");
        double mean = 0, squares = 0, absolute = 0, total = 0;
        foreach (double value in actual)
        {
            mean += value / actual.Length;
        }

        for (int i = 0; i < actual.Length; i++)
        {
            double residual = actual[i] - predicted[i];
            squares += residual * residual;
            absolute += Math.Abs(residual);
            total += (actual[i] - mean) * (actual[i] - mean);
        }

        return new RegressionAssessment(Math.Sqrt(squares / actual.Length), absolute / actual.Length, 1 - (squares / total));
    }
}
