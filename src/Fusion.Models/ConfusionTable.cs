namespace Fusion.Models;

/// <summary>Decisions between two classes, counted by what they are and should be.</summary>
/// <param name="TruePositives">Class 1, and predicted so.</param>
/// <param name="FalsePositives">Class 0, predicted as 1.</param>
/// <param name="FalseNegatives">Class 1, predicted as 0.</param>
/// <param name="TrueNegatives">Class 0, and predicted so.</param>
public readonly record struct ConfusionTable(long TruePositives, long FalsePositives, long FalseNegatives, long TrueNegatives)
{
    /// <summary>The share of right decisions; NaN without rows.</summary>
    public double Accuracy => (double)(TruePositives + TrueNegatives) / (TruePositives + FalsePositives + FalseNegatives + TrueNegatives);
}
