using System.Collections.Immutable;
using System.Numerics;

namespace Fusion.Statistics.Exact;

/// <summary>Reads moments of the residual y − Σ c_k·x_k out of sums, for coefficients that are what their bits say.</summary>
internal static class ResidualReader
{
    /// <param name="sums">The sums.</param>
    /// <param name="attributes">The target, then the inputs.</param>
    /// <param name="weights">1, then the negative coefficients.</param>
    public static ResidualMoments Read(ExactSums sums, ReadOnlySpan<int> attributes, ReadOnlySpan<DoubleDouble> weights)
    {
        long count = sums.Count(attributes[0]);
        foreach (DoubleDouble weight in weights)
        {
            if (!DoubleDouble.IsFinite(weight))
                count = 0;
        }

        if (count <= 0)
            return new ResidualMoments(count, DoubleDouble.NaN, DoubleDouble.NaN, [.. Enumerable.Repeat(DoubleDouble.NaN, attributes.Length - 1)]);
        return ArePresentTogether(sums, attributes) ? Exact(sums, attributes, weights) : Pairwise(sums, attributes, weights);
    }

    private static bool ArePresentTogether(ExactSums sums, ReadOnlySpan<int> attributes)
    {
        int first = sums.Schema.GroupOf(attributes[0]);
        long count = sums.Count(attributes[0]);
        foreach (int i in attributes)
        {
            if (sums.Count(i) != count || sums.PairCount(first, sums.Schema.GroupOf(i)) != count)
                return false;
        }

        return true;
    }

    private static ResidualMoments Exact(ExactSums sums, ReadOnlySpan<int> attributes, ReadOnlySpan<DoubleDouble> weights)
    {
        int places = Places(sums, attributes), bits = Bits(weights);
        var factors = new BigInteger[attributes.Length];
        BigInteger mean = 0, n = sums.Count(attributes[0]), unit = BigInteger.One << bits;
        for (int k = 0; k < factors.Length; k++)
        {
            factors[k] = Dyadic.Shifted(weights[k], bits) * ExactRatio.Power(places - sums.Attributes[attributes[k]].Scale);
            mean += factors[k] * RawMoments.Sum(sums, attributes[k]).ToBigInteger();
        }

        BigInteger variance = 0;
        bool coarsened = false;
        var covariances = ImmutableArray.CreateBuilder<DoubleDouble>(attributes.Length - 1);
        for (int j = 0; j < factors.Length; j++)
        {
            BigInteger covariance = 0;
            for (int k = 0; k < factors.Length; k++)
            {
                PairSums pair = PairSums.Of(sums, attributes[j], attributes[k]);
                covariance += factors[k] * ((n * pair.XY) - (pair.X * pair.Y));
            }

            variance += factors[j] * covariance;
            coarsened |= sums.Attributes[attributes[j]].Coarsened;
            if (j > 0)
                covariances.Add(ExactRatio.Round(covariance, n * n * unit, places + sums.Attributes[attributes[j]].Scale));
        }

        return new ResidualMoments(
            (long)n,
            ExactRatio.Round(mean, n * unit, places),
            ExactRatio.Round(coarsened ? BigInteger.Max(0, variance) : variance, n * n * unit * unit, 2 * places),
            covariances.MoveToImmutable());
    }

    private static ResidualMoments Pairwise(ExactSums sums, ReadOnlySpan<int> attributes, ReadOnlySpan<DoubleDouble> weights)
    {
        SymmetricMatrix matrix = CovarianceReader.Read(sums, attributes, default);
        var covariances = new DoubleDouble[attributes.Length];
        DoubleDouble mean = 0, variance = 0;
        for (int j = 0; j < covariances.Length; j++)
        {
            mean += weights[j] * MomentReader.Univariate(sums, attributes[j]).Mean;
            for (int k = 0; k < covariances.Length; k++)
            {
                covariances[j] += weights[k] * matrix[j, k];
            }

            variance += weights[j] * covariances[j];
        }

        return new ResidualMoments(sums.Count(attributes[0]), mean, variance, [.. covariances.AsSpan(1)]);
    }

    private static int Places(ExactSums sums, ReadOnlySpan<int> attributes)
    {
        int places = int.MinValue;
        foreach (int i in attributes)
        {
            places = Math.Max(places, sums.Attributes[i].Scale);
        }

        return places;
    }

    /// <summary>Binary places that hold every weight.</summary>
    private static int Bits(ReadOnlySpan<DoubleDouble> weights)
    {
        int last = 0;
        foreach (DoubleDouble weight in weights)
        {
            last = Math.Min(last, Dyadic.LastBit(weight));
        }

        return -last;
    }
}
