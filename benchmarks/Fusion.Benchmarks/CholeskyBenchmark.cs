using Fusion.Statistics.Exact.Kernel;
using Fusion.Statistics.Linear;

namespace Fusion.Benchmarks;

/// <summary>The Cholesky factor of large matrices against LAPACK; each factors in place a copy that it makes of the triangle.</summary>
internal static unsafe class CholeskyBenchmark
{
    /// <summary>Runs it and prints a table.</summary>
    public static void Run()
    {
        Console.WriteLine($"OpenBLAS: {OpenBlas.Description}");
        Console.WriteLine();
        Console.WriteLine("| p | in place, ms | GFLOP/s | dpotrf, ms | GFLOP/s | in place / dpotrf | TryFactor, new memory, ms | TryFactor / dpotrf |");
        Console.WriteLine("| -- | -- | -- | -- | -- | -- | -- | -- |");
        foreach (int size in (int[])[100, 200, 500, 1000, 2000])
        {
            double[][] lower = Correlations(size);
            Measurement[] m = PairedHarness.Run([.. Candidates(lower)]);
            double operations = size * (double)size * size / 3 / 1e9;
            string peer = m.Length > 2 ? $"{Cell(m[2], operations)} | {m[0].SpeedAgainst(m[2]):F2}" : "– | – | –";
            string whole = m.Length > 2 ? $"{m[1].SpeedAgainst(m[2]):F2}" : "–";
            Console.WriteLine($"| {size} | {Cell(m[0], operations)} | {peer} | {m[1].Median * 1e3:G3} | {whole} |");
        }
    }

    private static string Cell(Measurement measurement, double operations) => $"{measurement.Median * 1e3:G3} | {operations / measurement.Median:F1}";

    private static IEnumerable<Candidate> Candidates(double[][] lower)
    {
        int size = lower.Length;
        yield return new Candidate("in place", InPlace(lower));
        yield return new Candidate("TryFactor", () => Check(TileCholesky.TryFactor(lower, 0) is not null));
        if (!OpenBlas.IsAvailable)
            yield break;
        double[] matrix = [.. Enumerable.Range(0, size * size).Select(i => lower[Math.Max(i % size, i / size)][Math.Min(i % size, i / size)])];
        double[] work = new double[matrix.Length];
        yield return new Candidate("dpotrf", () =>
        {
            for (int j = 0; j < size; j++)
            {
                Array.Copy(matrix, (size + 1) * j, work, (size + 1) * j, size - j);
            }

            Check(OpenBlas.TryFactor(work, size));
        });
    }

    /// <summary>Copies filled panels and factors them, as the peer does with its matrix.</summary>
    private static Action InPlace(double[][] lower)
    {
        var layout = new PanelLayout(TileKernel.Best, lower.Length);
        int length = (int)layout.Length;
        AlignedBuffer source = new(), work = new(), reciprocals = new();
        PanelCholesky.Fill(layout, lower, source.Reserve(length));
        return () =>
        {
            double* panels = work.Reserve(length);
            new Span<double>(source.Reserve(length), length).CopyTo(new Span<double>(panels, length));
            Check(new PanelCholesky(layout, panels, reciprocals.Reserve(layout.Columns)).TryFactor(0));
        };
    }

    private static void Check(bool isFactored)
    {
        if (!isFactored)
            throw new InvalidOperationException("The matrix has no factor.");
    }

    /// <summary>A correlation matrix with 1 / (1 + distance) beside the diagonal and some noise: well conditioned at every size.</summary>
    private static double[][] Correlations(int size)
    {
        var random = new Random(size);
        return [.. Enumerable.Range(0, size).Select(i => (double[])[.. Enumerable.Range(0, i + 1).Select(j =>
            i == j ? 1 : (0.4 * Math.Pow(0.7, i - j)) + ((random.NextDouble() - 0.5) * 0.4 / size))])];
    }
}
