using System.Numerics;

namespace Fusion.Statistics.Exact;

/// <summary>Reads moments out of sums: numerators and denominators are integers, divided and rounded once.</summary>
internal static class MomentReader
{
    public static UnivariateMoments Univariate(ExactSums sums, int i)
    {
        ref readonly AttributeSums attribute = ref sums.Attributes[i];
        long count = sums.Count(i);
        int scale = attribute.Scale;
        BigInteger n = count, s1 = attribute.Sum;
        BigInteger raw = s1 + (n * attribute.Pivot);
        DoubleDouble sum = ExactRatio.Round(raw, 1, scale);
        if (count <= 0)
            return Undefined(count, sum);
        BigInteger s2 = sums.Product(i, i).ToBigInteger(), s3 = attribute.Cubes.ToBigInteger(), s4 = attribute.Fourths.ToBigInteger();
        BigInteger n2 = n * n, square = s1 * s1;
        BigInteger fourth = (n2 * n * s4) - (4 * n2 * s1 * s3) + (6 * n * square * s2) - (3 * square * square);
        (long min, long max) = Bounds(sums, i);
        return new UnivariateMoments(
            count,
            sum,
            ExactRatio.Round(raw, n, scale),
            ExactRatio.Round(NotNegative((n * s2) - square, attribute), n2, 2 * scale),
            ExactRatio.Round((n2 * s3) - (3 * n * s1 * s2) + (2 * square * s1), n2 * n, 3 * scale),
            ExactRatio.Round(NotNegative(fourth, attribute), n2 * n2, 4 * scale),
            ExactRatio.Round(min, 1, scale).High,
            ExactRatio.Round(max, 1, scale).High);
    }

    public static BivariateMoments Bivariate(ExactSums sums, int i, int j)
    {
        PairSums pair = PairSums.Of(sums, i, j);
        (int scaleX, int scaleY) = (sums.Attributes[i].Scale, sums.Attributes[j].Scale);
        DoubleDouble sumX = ExactRatio.Round(pair.RawX, 1, scaleX);
        DoubleDouble sumY = ExactRatio.Round(pair.RawY, 1, scaleY);
        DoubleDouble sumXY = ExactRatio.Round(pair.RawXY, 1, scaleX + scaleY);
        DoubleDouble none = DoubleDouble.NaN;
        if (pair.Count <= 0)
            return new BivariateMoments(pair.Count, sumX, sumY, sumXY, none, none, none, none, none);
        BigInteger n = pair.Count;
        return new BivariateMoments(
            pair.Count,
            sumX,
            sumY,
            sumXY,
            ExactRatio.Round(pair.RawX, n, scaleX),
            ExactRatio.Round(pair.RawY, n, scaleY),
            Variance(sums, i, j, pair.X, n),
            Variance(sums, j, i, pair.Y, n),
            Covariance(pair, scaleX + scaleY));
    }

    public static ConditionalMoments Conditional(ExactSums sums, int i, int j)
    {
        PairSums pair = PairSums.Of(sums, i, j);
        (int scaleX, int scaleY) = (sums.Attributes[i].Scale, sums.Attributes[j].Scale);
        BigInteger weight = pair.RawY, product = pair.RawXY;
        DoubleDouble count = ExactRatio.Round(weight, 1, scaleY);
        DoubleDouble sum = ExactRatio.Round(product, 1, scaleX + scaleY);
        if (weight.IsZero)
            return new ConditionalMoments(count, sum, DoubleDouble.NaN, DoubleDouble.NaN);
        DoubleDouble mean = ExactRatio.Round(product, weight, scaleX);
        if (!TrySquaredProduct(sums, pair, i, j, out BigInteger squared))
            return new ConditionalMoments(count, sum, mean, FloatingVariance(sums, pair, i, j));
        BigInteger first = squared * weight, second = product * product;
        BigInteger numerator = scaleY >= 0
            ? first - (second * ExactRatio.Power(scaleY))
            : (first * ExactRatio.Power(-scaleY)) - second;
        numerator = NotNegative(numerator, sums.Attributes[i]);
        return new ConditionalMoments(count, sum, mean, ExactRatio.Round(numerator, weight * weight, (2 * scaleX) + Math.Max(scaleY, 0)));
    }

    /// <summary>One element of the covariance matrix; an attribute with itself gives its variance.</summary>
    public static DoubleDouble CovarianceOf(ExactSums sums, int i, int j)
    {
        PairSums pair = PairSums.Of(sums, i, j);
        return i == j && pair.Count > 0
            ? Variance(sums, i, i, pair.X, pair.Count)
            : Covariance(pair, sums.Attributes[i].Scale + sums.Attributes[j].Scale);
    }

    /// <summary>Those of a binary attribute follow from its sum, and so are exact also after subtraction, and for a dummy that arrived late.</summary>
    private static (long Min, long Max) Bounds(ExactSums sums, int i)
    {
        ref readonly AttributeSums attribute = ref sums.Attributes[i];
        return sums.Schema[i].Kind == AttributeKind.Continuous
            ? (attribute.Min, attribute.Max)
            : (attribute.Sum < sums.Count(i) ? 0 : 1, attribute.Sum > 0 ? 1 : 0);
    }

    private static UnivariateMoments Undefined(long count, DoubleDouble sum)
    {
        DoubleDouble none = DoubleDouble.NaN;
        return new UnivariateMoments(count, sum, none, none, none, none, double.NaN, double.NaN);
    }

    /// <summary>Of an attribute, over the rows in which the other is present too.</summary>
    private static DoubleDouble Variance(ExactSums sums, int i, int other, BigInteger sum, BigInteger count)
    {
        ref readonly AttributeSums attribute = ref sums.Attributes[i];
        BigInteger squares = sums.PairSquares(i, sums.Schema.GroupOf(other)).ToBigInteger();
        return ExactRatio.Round(NotNegative((count * squares) - (sum * sum), attribute), count * count, 2 * attribute.Scale);
    }

    /// <summary>What is below 0 only by the rounding of sums. Exact sums are left alone: there it means that something never learned was forgotten.</summary>
    private static BigInteger NotNegative(BigInteger value, in AttributeSums attribute) =>
        attribute.Coarsened && value.Sign < 0 ? BigInteger.Zero : value;

    private static DoubleDouble Covariance(in PairSums pair, int scale)
    {
        if (pair.Count <= 0)
            return DoubleDouble.NaN;
        BigInteger n = pair.Count;
        return ExactRatio.Round((n * pair.XY) - (pair.X * pair.Y), n * n, scale);
    }

    /// <summary>Σ(xy)² at twice the scale of x plus twice that of y. The square of a binary value is the value, so one suffices.</summary>
    private static bool TrySquaredProduct(ExactSums sums, in PairSums pair, int i, int j, out BigInteger squared)
    {
        bool xBinary = sums.Conditionals[i] is not null, yBinary = sums.Conditionals[j] is not null;
        squared = (xBinary, yBinary) switch
        {
            (true, true) => pair.RawXY,
            (false, true) => SquaresWhere(sums, i, j, pair.XY, pair.RawY),
            (true, false) => SquaresWhere(sums, j, i, pair.XY, pair.RawX),
            _ => default,
        };
        return xBinary || yBinary;
    }

    /// <summary>Σm² of an attribute over the rows in which a binary one is 1, from the sums about the pivot.</summary>
    private static BigInteger SquaresWhere(ExactSums sums, int attribute, int flag, BigInteger product, BigInteger flagged)
    {
        BigInteger pivot = sums.Attributes[attribute].Pivot;
        BigInteger squares = sums.Conditionals[flag]![sums.Schema.OrdinalOf(attribute)].ToBigInteger();
        return squares + (2 * pivot * product) + (pivot * pivot * flagged);
    }

    private static DoubleDouble FloatingVariance(ExactSums sums, in PairSums pair, int i, int j)
    {
        if (sums.SquaredProducts is not { } products)
            return DoubleDouble.NaN;
        (int scaleX, int scaleY) = (sums.Attributes[i].Scale, sums.Attributes[j].Scale);
        DoubleDouble weight = ExactRatio.Round(pair.RawY, 1, scaleY);
        DoubleDouble product = ExactRatio.Round(pair.RawXY, 1, scaleX + scaleY);
        double squared = products[ExactSums.Position(sums.Schema.OrdinalOf(i), sums.Schema.OrdinalOf(j))];
        return (squared - (product * product / weight)) / weight;
    }
}
