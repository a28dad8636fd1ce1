namespace Fusion.Statistics.Exact;

/// <summary>Fixed buckets, 128 to every power of two: the sign, the exponent and the first seven bits of the nearest double.</summary>
/// <remarks>Like DDSketch with linear interpolation (Masson, Rim and Lee 2019, §2.2 and §4), but cut out of the bits, so no logarithm can differ between machines.</remarks>
internal static class LogBucket
{
    /// <summary>The last bucket; numbers beyond double belong to it.</summary>
    public static readonly long Last = BitConverter.DoubleToInt64Bits(double.MaxValue) >> DroppedBits;

    private const int DroppedBits = 45;

    /// <summary>Units in the last place by which two roundings miss the nearest double at most: 2.5.</summary>
    private const long Slack = 3;

    /// <summary>The bucket of a number; buckets are in the order of their numbers.</summary>
    public static long Of(DecimalNumber value)
    {
        double nearest = value.TryApproximate(out double near) && IsInside(near) ? near : value.ToDouble();
        long bucket = Math.Min(Last, BitConverter.DoubleToInt64Bits(Math.Abs(nearest)) >> DroppedBits);
        return nearest < 0 ? -bucket : bucket;
    }

    /// <summary>The middle of a bucket; 0 of bucket 0.</summary>
    public static double Middle(long bucket)
    {
        if (bucket == 0)
            return 0;
        double middle = BitConverter.Int64BitsToDouble((Math.Abs(bucket) << DroppedBits) | (1L << (DroppedBits - 1)));
        return bucket < 0 ? -middle : middle;
    }

    /// <summary>Whether all numbers nearby are in the same bucket.</summary>
    private static bool IsInside(double near)
    {
        long bits = BitConverter.DoubleToInt64Bits(Math.Abs(near));
        return bits > Slack && (bits - Slack) >> DroppedBits == (bits + Slack) >> DroppedBits;
    }
}
