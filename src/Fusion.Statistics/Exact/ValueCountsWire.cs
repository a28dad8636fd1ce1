namespace Fusion.Statistics.Exact;

/// <summary>The wire form of value counts (ADR 0007).</summary>
internal static class ValueCountsWire
{
    private const byte Version = 1;
    private const string What = "value count";

    private static ReadOnlySpan<byte> Letters => "FSVC"u8;

    public static byte[] Write(bool exact, int scale, CountTable table)
    {
        WireWriter writer = WireFrame.Start(Letters, Version);
        writer.Byte(exact ? (byte)0 : (byte)1);
        writer.Signed(scale);
        writer.Unsigned((ulong)table.Keys.Length);
        long previous = 0;
        for (int i = 0; i < table.Keys.Length; i++)
        {
            writer.Signed(table.Keys[i] - previous);
            writer.Signed(table.Counts[i]);
            previous = table.Keys[i];
        }

        return WireFrame.Seal(writer);
    }

    public static (bool Exact, int Scale, CountTable Table) Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new WireReader(WireFrame.Open(bytes, Letters, Version, What), What);
        bool exact = !reader.Flag();
        long scale = reader.Signed();
        if (scale is < -ValueCounts.MaxScale or > ValueCounts.MaxScale || (!exact && scale != 0))
            throw reader.Fault("the scale is out of range");
        int entries = reader.Count();
        if (exact && entries > ValueCounts.MaxDistinct)
            throw reader.Fault($"{entries} exact values");
        long bound = exact ? ColumnBlock.MantissaBound - 1 : LogBucket.Last;
        long[] keys = new long[entries], counts = new long[entries];
        for (int i = 0; i < entries; i++)
        {
            long step = reader.Signed();
            keys[i] = i == 0 ? step : unchecked(keys[i - 1] + step);
            counts[i] = reader.Signed();
            if (keys[i] < -bound || keys[i] > bound || (i > 0 && keys[i] <= keys[i - 1]) || counts[i] is 0 or long.MinValue)
                throw reader.Fault("values are out of order or range");
        }

        reader.End();
        return (exact, (int)scale, new CountTable(keys, counts));
    }
}
