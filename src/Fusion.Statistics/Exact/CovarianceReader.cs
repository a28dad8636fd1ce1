using System.Numerics;

namespace Fusion.Statistics.Exact;

/// <summary>
/// Reads the covariance matrix of attributes. Pairs without missing values share count and divisor, so that one costs no more than some 20 multiplications.
/// </summary>
internal sealed class CovarianceReader(ExactSums sums)
{
    private readonly Dictionary<int, WideDivisor?> _divisors = [];
    private readonly BigInteger _squaredRows = (BigInteger)sums.Rows * sums.Rows;

    /// <summary>The matrix; each element is the exact rational number, rounded once.</summary>
    public static SymmetricMatrix Read(ExactSums sums, ReadOnlySpan<int> attributes, CancellationToken cancellationToken)
    {
        var reader = new CovarianceReader(sums);
        var matrix = new SymmetricMatrix(attributes.Length);
        for (int row = 0; row < attributes.Length; row++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (int column = 0; column <= row; column++)
            {
                matrix[row, column] = reader.Element(attributes[row], attributes[column]);
            }
        }

        return matrix;
    }

    private DoubleDouble Element(int i, int j)
    {
        ref readonly AttributeSums x = ref sums.Attributes[i];
        ref readonly AttributeSums y = ref sums.Attributes[j];
        int scale = x.Scale + y.Scale;
        bool isWhole = sums.Rows > 0 && !x.Coarsened && !y.Coarsened && IsComplete(i) && IsComplete(j);
        return isWhole && scale >= 0 && DivisorOf(scale) is { } divisor
            ? Whole(divisor, sums.Product(i, j), x.Sum, y.Sum)
            : MomentReader.CovarianceOf(sums, i, j);
    }

    private bool IsComplete(int i) => sums.Deficits[sums.Schema.GroupOf(i)] is null;

    private WideDivisor? DivisorOf(int scale)
    {
        if (!_divisors.TryGetValue(scale, out WideDivisor? divisor))
            _divisors[scale] = divisor = WideDivisor.TryCreate(_squaredRows * ExactRatio.Power(scale));
        return divisor;
    }

    /// <summary>(n·Σxy − Σx·Σy) / n².</summary>
    private DoubleDouble Whole(WideDivisor divisor, in Int192 product, Int128 sumX, Int128 sumY)
    {
        bool isNegative = product.IsNegative;
        Int192 magnitudeOfProduct = isNegative ? -product : product;
        UInt256 first = UInt256.Product(magnitudeOfProduct, (ulong)sums.Rows);
        UInt256 second = UInt256.Product((UInt128)Int128.Abs(sumX), (UInt128)Int128.Abs(sumY));
        bool sameSign = Int128.IsNegative(sumX) == Int128.IsNegative(sumY);
        (UInt256 magnitude, bool negative) = UInt256.Sum(first, isNegative, second, sameSign);
        return divisor.Divide(magnitude, negative);
    }
}
