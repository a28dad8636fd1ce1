using System.Collections.Immutable;
using Fusion.Models;

namespace Fusion.Benchmarks;

/// <summary>
/// Answers of exploration from statistics that are there; the whole matrix beside the same divisions in double, from covariances already formed.
/// </summary>
internal static class ExploreBenchmark
{
    /// <summary>Runs it and prints a table.</summary>
    public static void Run()
    {
        Console.WriteLine("| p | uni, ms | bi, ms | ttest, ms | anova of 10, ms | corrmatrix, ms | covmatrix, ms | in double, ms | corrmatrix / in double |");
        Console.WriteLine("| -- | -- | -- | -- | -- | -- | -- | -- | -- |");
        foreach (int size in (int[])[20, 200, 1000])
        {
            SufficientStatistics statistics = SufficientStatistics.Of([SyntheticBlocks.Create(size, 20), SyntheticBlocks.Create(size, 20, seed: 1)]);
            double[,] covariances = statistics.CovarianceMatrix([.. Enumerable.Range(0, size)]).ToDouble();
            Measurement[] m = PairedHarness.Run(
                Metric(statistics, "uni", "x7"),
                Metric(statistics, "bi", "x7", "x11"),
                Metric(statistics, "ttest", "x7", "x11"),
                Metric(statistics, "anova", [.. Enumerable.Range(0, 10).Select(i => $"x{i}")]),
                Matrix(statistics, AttributeMatrix.Correlations),
                Matrix(statistics, AttributeMatrix.Covariances),
                new Candidate("in double", () => InDouble(covariances)));
            Console.WriteLine($"| {size} | {string.Join(" | ", m.Select(one => $"{one.Median * 1e3:G3}"))} | {1 / m[4].SpeedAgainst(m[6]):F1} |");
        }
    }

    private static Candidate Metric(SufficientStatistics statistics, string id, params ImmutableArray<string> inputs)
    {
        MlContext context = MlContext.Empty with { InputAttributeNames = inputs };
        return new Candidate(id, () => ExploreMetrics.Find(id).Compute(statistics, context, new ExploreOptions()));
    }

    private static Candidate Matrix(SufficientStatistics statistics, string metric) =>
        new(metric, () => AttributeMatrix.Compute(metric, statistics, MlContext.Empty));

    private static double InDouble(double[,] covariances)
    {
        int size = covariances.GetLength(0);
        var correlations = new double[size, size];
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                correlations[i, j] = covariances[i, j] / Math.Sqrt(covariances[i, i] * covariances[j, j]);
            }
        }

        return correlations[size - 1, 0];
    }
}
