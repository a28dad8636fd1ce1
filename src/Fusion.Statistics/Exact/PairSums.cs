using System.Numerics;

namespace Fusion.Statistics.Exact;

/// <summary>The sums of two attributes over the rows in which both are present.</summary>
/// <param name="Count">Number of those rows.</param>
/// <param name="X">Σ of the first's deviations.</param>
/// <param name="Y">Σ of the second's deviations.</param>
/// <param name="XY">Σ of the products of deviations.</param>
/// <param name="PivotX">Pivot of the first.</param>
/// <param name="PivotY">Pivot of the second.</param>
internal readonly record struct PairSums(long Count, BigInteger X, BigInteger Y, BigInteger XY, long PivotX, long PivotY)
{
    /// <summary>Σ of the first's mantissas.</summary>
    public BigInteger RawX => X + ((BigInteger)Count * PivotX);

    /// <summary>Σ of the second's mantissas.</summary>
    public BigInteger RawY => Y + ((BigInteger)Count * PivotY);

    /// <summary>Σ of the products of mantissas.</summary>
    public BigInteger RawXY => XY + (PivotX * Y) + (PivotY * RawX);

    public static PairSums Of(ExactSums sums, int i, int j)
    {
        int groupX = sums.Schema.GroupOf(i), groupY = sums.Schema.GroupOf(j);
        return new PairSums(
            sums.PairCount(groupX, groupY),
            sums.PairSum(i, groupY),
            sums.PairSum(j, groupX),
            sums.Product(i, j).ToBigInteger(),
            sums.Attributes[i].Pivot,
            sums.Attributes[j].Pivot);
    }
}
