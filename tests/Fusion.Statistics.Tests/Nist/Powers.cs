using System.Numerics;

namespace Fusion.Statistics.Tests.Nist;

/// <summary>The powers x, x², …, x^degree as exact columns.</summary>
/// <remarks>
/// A power of a number with nine decimals has ten times as many digits as a mantissa holds. It is cut into pieces of 18 digits, each a column of its own
/// with its own scale, and the power is their sum. Covariances are bilinear, so those of the powers are sums of those of the pieces.
/// </remarks>
internal sealed class Powers
{
    private const int PieceDigits = 18;

    private static readonly BigInteger PieceBase = BigInteger.Pow(10, PieceDigits);

    private readonly int[] _pieces;
    private readonly int _places;

    /// <summary>Lays out the columns.</summary>
    /// <param name="values">All values of x.</param>
    /// <param name="degree">The highest power.</param>
    public Powers(IReadOnlyCollection<DecimalNumber> values, int degree)
    {
        _places = values.Max(value => value.Scale);
        BigInteger largest = values.Max(value => BigInteger.Abs(Mantissa(value)));
        _pieces = [.. Enumerable.Range(1, degree).Select(power => Pieces(BigInteger.Pow(largest, power)))];
    }

    /// <summary>The columns, those of a power side by side.</summary>
    public IEnumerable<AttributeInfo> Attributes => _pieces.SelectMany((pieces, index) =>
        Enumerable.Range(0, pieces).Select(piece => new AttributeInfo($"x^{index + 1} piece {piece}", AttributeKind.Continuous)));

    /// <summary>The power that each column belongs to, 0-based: the first is x.</summary>
    public IEnumerable<int> PowerOfColumn => _pieces.SelectMany((pieces, index) => Enumerable.Repeat(index, pieces));

    /// <summary>The cells of one row.</summary>
    public IEnumerable<DecimalNumber> Row(DecimalNumber value)
    {
        BigInteger mantissa = Mantissa(value), product = 1;
        for (int index = 0; index < _pieces.Length; index++)
        {
            product *= mantissa;
            BigInteger rest = product;
            for (int piece = 0; piece < _pieces[index]; piece++)
            {
                rest = BigInteger.DivRem(rest, PieceBase, out BigInteger digits);
                yield return new DecimalNumber((long)digits, ((index + 1) * _places) - (piece * PieceDigits));
            }
        }
    }

    private static int Pieces(BigInteger largest)
    {
        int pieces = 1;
        for (; largest >= PieceBase; largest /= PieceBase)
        {
            pieces++;
        }

        return pieces;
    }

    private BigInteger Mantissa(DecimalNumber value) => value.Mantissa * BigInteger.Pow(10, _places - value.Scale);
}
