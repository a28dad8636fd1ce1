namespace Fusion.Statistics;

/// <summary>Exact, additive statistics of rows: everything that moments, tests and linear models need, and no row.</summary>
public sealed class SufficientStatistics
{
    /// <summary>The statistic of no rows.</summary>
    public static SufficientStatistics Empty { get; } = new();

    /// <summary>The attributes.</summary>
    public Schema Schema => throw new NotImplementedException();

    /// <summary>Number of rows.</summary>
    public long Rows => throw new NotImplementedException();

    /// <summary>Whether Σx²y² of continuous pairs is kept.</summary>
    public bool HasSquaredProducts => throw new NotImplementedException();

    /// <summary>The statistic of blocks.</summary>
    /// <param name="blocks">The rows.</param>
    /// <returns>The sum.</returns>
    public static SufficientStatistics Of(IEnumerable<RowBlock> blocks) => throw new NotImplementedException();

    /// <summary>Reads the wire form.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <returns>The statistic.</returns>
    public static SufficientStatistics FromWire(ReadOnlySpan<byte> bytes) => throw new NotImplementedException();

    /// <summary>Whether values were rounded.</summary>
    /// <param name="attribute">Index.</param>
    /// <returns>True when rounded.</returns>
    public bool IsQuantised(int attribute) => throw new NotImplementedException();

    /// <summary>The sum of two statistics.</summary>
    /// <param name="other">The other.</param>
    /// <returns>The sum.</returns>
    public SufficientStatistics Merge(SufficientStatistics other) => throw new NotImplementedException();

    /// <summary>The difference of two statistics.</summary>
    /// <param name="other">The other.</param>
    /// <returns>The difference.</returns>
    public SufficientStatistics Subtract(SufficientStatistics other) => throw new NotImplementedException();

    /// <summary>The same under a larger schema.</summary>
    /// <param name="union">The schema.</param>
    /// <returns>The statistic.</returns>
    public SufficientStatistics Reorder(Schema union) => throw new NotImplementedException();

    /// <summary>A part of the attributes.</summary>
    /// <param name="names">Names.</param>
    /// <returns>The statistic.</returns>
    public SufficientStatistics Select(IReadOnlyList<string> names) => throw new NotImplementedException();

    /// <summary>The digest.</summary>
    /// <returns>The digest.</returns>
    public StatisticsDigest Digest() => throw new NotImplementedException();

    /// <summary>The wire form.</summary>
    /// <returns>The bytes.</returns>
    public byte[] ToWire() => throw new NotImplementedException();

    /// <summary>Moments of one attribute.</summary>
    /// <param name="i">Index.</param>
    /// <returns>The moments.</returns>
    public UnivariateMoments Univariate(int i) => throw new NotImplementedException();

    /// <summary>Moments of two attributes.</summary>
    /// <param name="i">Index of x.</param>
    /// <param name="j">Index of y.</param>
    /// <returns>The moments.</returns>
    public BivariateMoments Bivariate(int i, int j) => throw new NotImplementedException();

    /// <summary>Moments of x given y.</summary>
    /// <param name="i">Index of x.</param>
    /// <param name="j">Index of y.</param>
    /// <returns>The moments.</returns>
    public ConditionalMoments Conditional(int i, int j) => throw new NotImplementedException();

    /// <summary>The population covariance matrix.</summary>
    /// <param name="attributes">Indexes.</param>
    /// <returns>The matrix.</returns>
    public SymmetricMatrix CovarianceMatrix(ReadOnlySpan<int> attributes) => throw new NotImplementedException();
}
