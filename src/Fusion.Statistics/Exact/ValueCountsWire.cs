namespace Fusion.Statistics.Exact;

/// <summary>The wire form of value counts (ADR 0007).</summary>
internal static class ValueCountsWire
{
    private const byte Version = 1;
    private const string What = "value count";

    private static ReadOnlySpan<byte> Letters => "FSVC"u8;

    /// <summary>Starts a wire form of its own.</summary>
    public static WireWriter Start() => WireFrame.Start(Letters, Version);

    /// <summary>Checks the frame of a wire form of its own.</summary>
    public static WireReader Open(ReadOnlySpan<byte> bytes) => new(WireFrame.Open(bytes, Letters, Version, What), What);

    /// <summary>Writes the content.</summary>
    public static void Write(WireWriter writer, bool exact, int scale, CountTable table)
    {
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
    }

    /// <summary>Reads the content.</summary>
    public static (bool Exact, int Scale, CountTable Table) Read(ref WireReader reader)
    {
        bool exact = !reader.Flag();
        long scale = reader.Signed();
        if (scale is < -ValueCounts.MaxScale or > ValueCounts.MaxScale || (!exact && scale != 0))
            throw reader.Fault("the scale is out of range");
        int entries = reader.Count();
        reader.Expect(entries, 2);
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

        return (exact, (int)scale, new CountTable(keys, counts));
    }
}
