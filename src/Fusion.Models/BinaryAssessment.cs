using System.Collections.Immutable;

namespace Fusion.Models;

/// <summary>How well scores and decisions tell two classes apart.</summary>
/// <remarks>Pure functions. Scores and labels are parallel; a larger score means the class 1 is more likely.</remarks>
public static class BinaryAssessment
{
    /// <summary>The area under the ROC curve: the chance that a row of class 1 scores above one of class 0, ties counting half.</summary>
    /// <param name="scores">The scores, none NaN.</param>
    /// <param name="labels">True for class 1.</param>
    /// <returns>A number from 0 to 1; NaN unless both classes occur.</returns>
    /// <exception cref="ArgumentException">The lengths differ, or a score is NaN.</exception>
    /// <remarks>Mann–Whitney with mid-ranks. Cost n·log n.</remarks>
    public static double AreaUnderCurve(ReadOnlySpan<double> scores, ReadOnlySpan<bool> labels)
    {
        int[] order = Ascending(scores, labels);
        long ones = 0;
        double rankSum = 0;
        for (int start = 0, end; start < order.Length; start = end)
        {
            end = start;
            long tiedOnes = 0;
            for (; end < order.Length && scores[order[end]] == scores[order[start]]; end++)
            {
                tiedOnes += labels[order[end]] ? 1 : 0;
            }

            ones += tiedOnes;
            rankSum += tiedOnes * (start + 1 + end) / 2.0; // ranks start+1 … end
        }

        double zeros = order.Length - ones;
        return ones == 0 || zeros == 0 ? double.NaN : (rankSum - (ones * (ones + 1.0) / 2)) / (ones * zeros);
    }

    /// <summary>The share of decisions that are right.</summary>
    /// <param name="decisions">True where class 1 is predicted.</param>
    /// <param name="labels">True for class 1.</param>
    /// <returns>A number from 0 to 1; NaN without rows.</returns>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static double Accuracy(ReadOnlySpan<bool> decisions, ReadOnlySpan<bool> labels) => Confusion(decisions, labels).Accuracy;

    /// <summary>Counts decisions by what they are and should be.</summary>
    /// <param name="decisions">True where class 1 is predicted.</param>
    /// <param name="labels">True for class 1.</param>
    /// <returns>The four counts.</returns>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static ConfusionTable Confusion(ReadOnlySpan<bool> decisions, ReadOnlySpan<bool> labels)
    {
        RequireEqualLengths(decisions.Length, labels.Length);
        long truePositives = 0, falsePositives = 0, falseNegatives = 0;
        for (int i = 0; i < labels.Length; i++)
        {
            truePositives += decisions[i] && labels[i] ? 1 : 0;
            falsePositives += decisions[i] && !labels[i] ? 1 : 0;
            falseNegatives += !decisions[i] && labels[i] ? 1 : 0;
        }

        return new ConfusionTable(truePositives, falsePositives, falseNegatives, labels.Length - truePositives - falsePositives - falseNegatives);
    }

    /// <summary>Cuts the rows, sorted by falling score, into buckets of equal size: bucket k begins at row ⌊k·n/buckets⌋.</summary>
    /// <param name="scores">The scores, none NaN. Equal scores keep the order of their rows.</param>
    /// <param name="labels">True for class 1.</param>
    /// <param name="buckets">The number of buckets, at least 1.</param>
    /// <returns>The buckets, highest scores first; an empty bucket has the average NaN.</returns>
    /// <exception cref="ArgumentException">The lengths differ, or a score is NaN.</exception>
    public static ImmutableArray<ScoreBucket> Buckets(ReadOnlySpan<double> scores, ReadOnlySpan<bool> labels, int buckets = 10)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(buckets, 1);
        double[] negated = new double[scores.Length];
        for (int i = 0; i < scores.Length; i++)
        {
            negated[i] = -scores[i];
        }

        int[] order = Ascending(negated, labels);
        ImmutableArray<ScoreBucket>.Builder result = ImmutableArray.CreateBuilder<ScoreBucket>(buckets);
        for (int k = 0; k < buckets; k++)
        {
            int start = (int)((long)k * order.Length / buckets), end = (int)((k + 1L) * order.Length / buckets);
            double sum = 0;
            long ones = 0;
            foreach (int row in order.AsSpan(start..end))
            {
                sum += scores[row];
                ones += labels[row] ? 1 : 0;
            }

            result.Add(new ScoreBucket(end - start, ones, sum / (end - start)));
        }

        return result.MoveToImmutable();
    }

    private static int[] Ascending(ReadOnlySpan<double> scores, ReadOnlySpan<bool> labels)
    {
        RequireEqualLengths(scores.Length, labels.Length);
        double[] keys = scores.ToArray();
        if (Array.Exists(keys, double.IsNaN))
            throw new ArgumentException("A score is NaN.", nameof(scores));
        return [.. Enumerable.Range(0, keys.Length).OrderBy(row => keys[row])]; // a stable sort
    }

    private static void RequireEqualLengths(int rows, int labels)
    {
        if (rows != labels)
            throw new ArgumentException($"{rows} rows and {labels} labels.");
    }
}
