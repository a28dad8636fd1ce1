namespace Fusion.Benchmarks;

/// <summary>Seconds per run of a candidate, one for each round.</summary>
internal sealed record Measurement(string Name, double[] Seconds)
{
    /// <summary>The median time of a run.</summary>
    public double Median => MedianOf(Seconds);

    /// <summary>How many times faster this is than another: the median over rounds of the ratio within a round.</summary>
    public double SpeedAgainst(Measurement other) => MedianOf([.. Seconds.Zip(other.Seconds, (mine, theirs) => theirs / mine)]);

    private static double MedianOf(double[] values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }
}
