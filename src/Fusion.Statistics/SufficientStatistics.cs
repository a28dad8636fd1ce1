using System.Collections.Immutable;
using Fusion.Statistics.Exact;
using Fusion.Statistics.Exact.Kernel;

namespace Fusion.Statistics;

/// <summary>Exact, additive statistics of rows: everything that moments, tests and linear models need, and no row.</summary>
/// <remarks>
/// <para>The sums are integers of any needed width, so merging is commutative and associative to the last bit, subtracting undoes it, and
/// results do not depend on order, split, decimal scale or pivot. The exception is an attribute whose values lie so far apart in magnitude that
/// they have to be rounded: <see cref="IsQuantised"/>. Immutable and thread-safe.</para>
/// <para>Attributes are matched by name. One that an operand lacks counts as missing in all its rows, except a dummy of a category that
/// the operand knows: it counts 0 wherever the category is present.</para>
/// <para>Size about 16 p² bytes for p continuous attributes (12 p² without the side sum), 48 p more for each that ever missed a value, and 24 more
/// for each pair of a continuous and a binary attribute. Value counts: 16 bytes for each of <see cref="CountedValues"/>.</para>
/// </remarks>
public sealed class SufficientStatistics
{
    /// <summary>
    /// The most pairs of a continuous and a binary attribute for which values are counted where the binary one is 1. Statistics with more pairs in their schema
    /// count none so, and none again when they are left with fewer.
    /// </summary>
    public const int MaxConditionalPairs = 1024;

    private readonly Lazy<StatisticsDigest> _digest;

    internal SufficientStatistics(ExactSums sums)
    {
        Sums = sums;
        _digest = new Lazy<StatisticsDigest>(() => CanonicalForm.Digest(sums));
    }

    /// <summary>The statistic of no rows and no attributes: merging it changes nothing.</summary>
    public static SufficientStatistics Empty { get; } = new(new ExactSums(squaredProducts: true));

    /// <summary>The attributes; a position in it is the index of an attribute in every other member.</summary>
    public Schema Schema => Sums.Schema;

    /// <summary>Number of rows; negative after forgetting what was never learned.</summary>
    public long Rows => Sums.Rows;

    /// <summary>Whether Σx²y² of continuous pairs is kept, the floating-point sum behind <see cref="Conditional"/> of two continuous attributes.</summary>
    public bool HasSquaredProducts => Sums.SquaredProducts is not null;

    /// <summary>Whether values of continuous attributes are counted: <see cref="Values"/>.</summary>
    public bool HasValueCounts => Sums.Values is not null;

    /// <summary>Number of distinct values, or buckets, in all value counts: of attributes, and of pairs where the binary attribute is 1.</summary>
    public long CountedValues =>
        (Sums.ConditionalValues ?? []).SelectMany(tallies => tallies).Concat(Sums.Values ?? []).Sum(tally => (long)(tally?.Distinct ?? 0));

    internal ExactSums Sums { get; }

    /// <summary>Adds up rows.</summary>
    /// <param name="blocks">The rows.</param>
    /// <param name="valueCounts">Whether to count values too: <see cref="Values"/>.</param>
    /// <returns>Their statistic.</returns>
    /// <exception cref="IncompatibleSchemaException">Two blocks use one name for different kinds or categories.</exception>
    public static SufficientStatistics Of(IEnumerable<RowBlock> blocks, bool valueCounts = false)
    {
        ArgumentNullException.ThrowIfNull(blocks);
        var accumulator = new StatisticsAccumulator(valueCounts: valueCounts);
        foreach (RowBlock[] run in blocks.Chunk(PackedRun.MaxBlocks))
        {
            accumulator.Add(run);
        }

        return accumulator.Snapshot();
    }

    /// <summary>Whether a value or a sum of an attribute was ever rounded, because it needed more decimal places than there is room for.</summary>
    /// <param name="i">The attribute.</param>
    /// <returns>True when rounded; it stays so after the value is forgotten.</returns>
    /// <remarks>
    /// <para>Learning and merging round when a mantissa below 2^62 can't hold both the largest value and the last decimal place of an attribute. The finer
    /// side is then brought to a grid g, at most 2.8·10^-16 of the largest magnitude ever learned, and the attribute never returns to a finer one.
    /// Binary attributes, all counts, and the sums of other attributes stay exact.</para>
    /// <para>Every value learned, and every value forgotten, counts as moved by at most 5/9 g: half a unit of the final grid, and a ninth of that for finer
    /// grids before it. When none was forgotten, the mean is within 5/9 g, the variance within 10/9 g (r + g), and the covariance with an exact
    /// attribute of unit u and range s within 5/9 g (s + u), where r and s are maximum minus minimum; twice that over the common rows of two
    /// attributes that have missing values. Minimum and maximum are bounds, less than 1.1 g off. Within these bounds, results depend on order and split.</para>
    /// </remarks>
    public bool IsQuantised(int i) => Sums.Attributes[i].Quantised;

    /// <summary>The statistic of the rows of both.</summary>
    /// <param name="other">The other statistic.</param>
    /// <returns>
    /// The sum; attributes of this one first, then the other's new ones. Where no scale holds both, the finer is rounded: <see cref="IsQuantised"/>.
    /// </returns>
    /// <exception cref="IncompatibleSchemaException">A name has two kinds or categories.</exception>
    /// <exception cref="OverflowException">The number of rows exceeds 2^63 − 1.</exception>
    public SufficientStatistics Merge(SufficientStatistics other) => Combine(other, 1);

    /// <summary>The statistic without the other's rows, as if they had never been learned.</summary>
    /// <param name="other">The other statistic.</param>
    /// <returns>
    /// The difference, under the attributes of both. Minimum and maximum remain as bounds. When the other's rows were never learned, counts
    /// may be negative and moments NaN; merging the other restores this statistic, up to the rounding of quantised attributes.
    /// </returns>
    /// <exception cref="IncompatibleSchemaException">A name has two kinds or categories.</exception>
    public SufficientStatistics Subtract(SufficientStatistics other) => Combine(other, -1);

    /// <summary>The same statistic under a larger schema in the given order.</summary>
    /// <param name="union">All attributes of this statistic and any others, which count as missing in all rows or, for a dummy of a known category, 0.</param>
    /// <returns>The statistic under that schema.</returns>
    /// <exception cref="IncompatibleSchemaException">A name has another kind or category here.</exception>
    /// <exception cref="ArgumentException">An attribute of this statistic is not in the schema.</exception>
    public SufficientStatistics Reorder(Schema union)
    {
        ArgumentNullException.ThrowIfNull(union);
        AttributeInfo? lost = Schema.FirstOrDefault(attribute => union.IndexOf(attribute.Name) < 0);
        if (lost is not null)
            throw new ArgumentException($"The schema lacks attribute '{lost.Name}' of the statistic.", nameof(union));
        ExactSums arranged = SumsAlgebra.Arranged(Sums, union);
        return ReferenceEquals(arranged, Sums) ? this : new SufficientStatistics(arranged);
    }

    /// <summary>The statistic of some of the attributes over the same rows.</summary>
    /// <param name="names">Their distinct names, in the order wanted.</param>
    /// <returns>The smaller statistic.</returns>
    /// <exception cref="ArgumentException">A name is unknown or occurs twice.</exception>
    public SufficientStatistics Select(IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        ImmutableArray<AttributeInfo> chosen = [.. names.Select(name => Schema.IndexOf(name) is var i and >= 0
            ? Schema[i]
            : throw new ArgumentException($"The statistic has no attribute '{name}'.", nameof(names)))];
        return new SufficientStatistics(Sums.Project(Schema.Of(chosen)));
    }

    /// <summary>The statistic without some of the attributes, over the same rows.</summary>
    /// <param name="names">Their names.</param>
    /// <returns>The smaller statistic, as if these attributes had never been learned.</returns>
    /// <exception cref="ArgumentException">A name is unknown.</exception>
    public SufficientStatistics Remove(IReadOnlyCollection<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        if (names.FirstOrDefault(name => Schema.IndexOf(name) < 0) is { } unknown)
            throw new ArgumentException($"The statistic has no attribute '{unknown}'.", nameof(names));
        return new SufficientStatistics(Sums.Project(Schema.Of(Schema.Where(attribute => !names.Contains(attribute.Name)))));
    }

    /// <summary>The same sums with value counts that begin now, or with none: values learned before are not in them.</summary>
    /// <param name="counting">Whether values that are merged from here on are counted.</param>
    /// <returns>The statistic; its counts are empty, whatever they were.</returns>
    public SufficientStatistics RestartValueCounts(bool counting)
    {
        if (!counting && !HasValueCounts)
            return this;
        ExactSums sums = Sums.Clone();
        sums.Values = counting ? ValuesAlgebra.Extended([], Schema.ContinuousCount) : null;
        sums.ConditionalValues = counting ? ConditionalValuesAlgebra.Extended([], Schema) : null;
        return new SufficientStatistics(sums);
    }

    /// <summary>Computes the digest of all exact sums, on the first call.</summary>
    /// <returns>
    /// SHA-256 of the canonical form (ADR 0003). Equal for equal sums, however they came about; attributes without a trace in any sum do not count,
    /// nor do minimum, maximum, the quantised mark, Σx²y² of continuous pairs and value counts.
    /// </returns>
    public StatisticsDigest Digest() => _digest.Value;

    /// <summary>Writes the wire form: versioned, little-endian, with a checksum (ADR 0003).</summary>
    /// <returns>The bytes. The same statistic gives the same bytes; equal statistics with another history may give others.</returns>
    public byte[] ToWire() => WireForm.Write(Sums);

    /// <summary>Reads the wire form.</summary>
    /// <param name="bytes">Bytes from anywhere.</param>
    /// <returns>The statistic as it was written, to the last bit.</returns>
    /// <exception cref="WireFormatException">The bytes are damaged, not a statistic, or of a newer version.</exception>
    public static SufficientStatistics FromWire(ReadOnlySpan<byte> bytes) => new(WireForm.Read(bytes));

    /// <summary>Moments of one attribute over the rows in which it is present.</summary>
    /// <param name="i">The attribute.</param>
    /// <returns>Population moments; NaN where the count is not positive.</returns>
    public UnivariateMoments Univariate(int i) => MomentReader.Univariate(Sums, i);

    /// <summary>How often each value of an attribute occurs over the rows in which it is present: for medians, quantiles, densities, extremes.</summary>
    /// <param name="i">The attribute.</param>
    /// <returns>
    /// The counts of the values as learned, also where the sums had to be rounded; of a binary attribute, made from the sums. Null when a continuous
    /// attribute's values are not counted, or were not in a statistic that was merged.
    /// </returns>
    /// <exception cref="OverflowException">Forgetting what was never learned left more than 2^63 − 1 ones or zeros of a binary attribute.</exception>
    public ValueCounts? Values(int i)
    {
        if (Schema[i].Kind == AttributeKind.Continuous)
            return Sums.Values?[Schema.OrdinalOf(i)]?.Counts;
        long ones = checked((long)Sums.Attributes[i].Sum);
        return ValueCounts.OfFlags(checked(Sums.Count(i) - ones), ones);
    }

    /// <summary>Number of rows in which two attributes are present.</summary>
    /// <param name="i">The first attribute.</param>
    /// <param name="j">The second attribute; may be the first again.</param>
    /// <returns>The number; negative after forgetting what was never learned.</returns>
    public long PairCount(int i, int j) => Sums.PairCount(Schema.GroupOf(i), Schema.GroupOf(j));

    /// <summary>Moments of two attributes over the rows in which both are present.</summary>
    /// <param name="i">The first attribute, x.</param>
    /// <param name="j">The second attribute, y; may be the first again.</param>
    /// <returns>Population moments; NaN where the count is not positive.</returns>
    public BivariateMoments Bivariate(int i, int j) => MomentReader.Bivariate(Sums, i, j);

    /// <summary>Moments of one attribute weighted by another, over the rows in which both are present.</summary>
    /// <param name="i">The attribute, x.</param>
    /// <param name="j">The weight, y.</param>
    /// <returns>For a binary y the moments of x where y = 1.</returns>
    public ConditionalMoments Conditional(int i, int j) => MomentReader.Conditional(Sums, i, j);

    /// <summary>How often each value of an attribute occurs in the rows where another is present and not 0.</summary>
    /// <param name="i">The attribute.</param>
    /// <param name="j">The condition: for a binary attribute the rows where it is 1.</param>
    /// <returns>
    /// The counts, exact as those of <see cref="Values"/>. Of a continuous attribute under a binary condition they are kept wherever values are counted, up to
    /// <see cref="MaxConditionalPairs"/>. Of two binary attributes they follow from the sums; where the condition holds in every row with a value they are
    /// those of all rows. Null when none of this is so, or when values that met the condition came in uncounted.
    /// </returns>
    public ValueCounts? ConditionalValues(int i, int j)
    {
        if (Schema[i].Kind == AttributeKind.Binary && Schema[j].Kind == AttributeKind.Binary)
        {
            long together = checked((long)PairSums.Of(Sums, i, j).RawXY), given = checked((long)PairSums.Of(Sums, i, j).RawY);
            return ValueCounts.OfFlags(given - together, together);
        }

        if (Schema[j].Kind == AttributeKind.Binary && Sums.ConditionalValues is not null && ConditionalValuesAlgebra.Of(Sums, i, j) is { } kept)
            return kept.Counts;
        bool always = Values(j) is { } conditions && !conditions.Contains(0) && PairSums.Of(Sums, i, j).Count == Sums.Count(i);
        return always ? Values(i) : null;
    }

    /// <summary>The population covariance matrix of some attributes, each element over the rows in which both attributes are present.</summary>
    /// <param name="attributes">Indexes, in the order wanted.</param>
    /// <param name="cancellationToken">Gives up between attributes.</param>
    /// <returns>Exact rationals, each rounded once; NaN where the count is not positive. With missing values it may be indefinite.</returns>
    public SymmetricMatrix CovarianceMatrix(ReadOnlySpan<int> attributes, CancellationToken cancellationToken = default) =>
        CovarianceReader.Read(Sums, attributes, cancellationToken);

    /// <summary>Moments of the residual y − Σ c_k·x_k: how well given coefficients fit, and in which direction they could fit better.</summary>
    /// <param name="target">The attribute y.</param>
    /// <param name="inputs">The attributes x_k.</param>
    /// <param name="coefficients">One for each input; they count as the exact numbers that they are.</param>
    /// <returns>Exact moments, rounded once, when all these attributes are present in the same rows; NaN where a coefficient is not finite.</returns>
    /// <exception cref="ArgumentException">There are not as many coefficients as inputs.</exception>
    /// <remarks>Cost: one product of long integers for each pair of attributes.</remarks>
    public ResidualMoments Residual(int target, ReadOnlySpan<int> inputs, ReadOnlySpan<DoubleDouble> coefficients)
    {
        if (inputs.Length != coefficients.Length)
            throw new ArgumentException($"There are {inputs.Length} inputs and {coefficients.Length} coefficients.", nameof(coefficients));
        int[] attributes = [target, .. inputs];
        var weights = new DoubleDouble[attributes.Length];
        weights[0] = 1;
        for (int k = 0; k < coefficients.Length; k++)
        {
            weights[k + 1] = -coefficients[k];
        }

        return ResidualReader.Read(Sums, attributes, weights);
    }

    private SufficientStatistics Combine(SufficientStatistics other, int sign)
    {
        ArgumentNullException.ThrowIfNull(other);
        ExactSums sums = Sums.Clone();
        SumsAlgebra.Combine(sums, other.Sums, sign);
        return new SufficientStatistics(sums);
    }
}
