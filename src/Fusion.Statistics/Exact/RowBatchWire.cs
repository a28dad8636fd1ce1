namespace Fusion.Statistics.Exact;

/// <summary>The wire form of rows (ADR 0010): the schemas once each, then the blocks column by column.</summary>
/// <remarks>Of a binary column a bit a row; of a decimal one the difference of each mantissa from that of the row before that has one.</remarks>
internal static class RowBatchWire
{
    private const byte Version = 1;
    private const string What = "batch of rows";

    private static ReadOnlySpan<byte> Letters => "FSRB"u8;

    /// <summary>Writes rows.</summary>
    public static byte[] Write(RowBatch batch)
    {
        WireWriter writer = WireFrame.Start(Letters, Version);
        Schema[] schemas = [.. batch.Blocks.Select(block => block.Schema).Distinct()];
        writer.Unsigned((ulong)schemas.Length);
        foreach (Schema schema in schemas)
        {
            SectionWriter.WriteSchema(schema, writer);
        }

        writer.Unsigned((ulong)batch.Blocks.Length);
        foreach (RowBlock block in batch.Blocks)
        {
            writer.Unsigned((ulong)Array.IndexOf(schemas, block.Schema));
            writer.Unsigned((ulong)block.Rows);
            foreach (ColumnBlock column in block.Columns)
            {
                WriteColumn(writer, column);
            }
        }

        return WireFrame.Seal(writer);
    }

    /// <summary>Reads rows.</summary>
    public static RowBatch Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new WireReader(WireFrame.Open(bytes, Letters, Version, What), What);
        try
        {
            var schemas = new Schema[reader.Count()];
            for (int s = 0; s < schemas.Length; s++)
            {
                schemas[s] = SectionReader.ReadSchema(ref reader);
            }

            var blocks = new RowBlock[reader.Count()];
            for (int b = 0; b < blocks.Length; b++)
            {
                blocks[b] = ReadBlock(ref reader, schemas);
            }

            reader.End();
            return new RowBatch(blocks);
        }
        catch (ArgumentException fault)
        {
            throw new WireFormatException($"The {What} is damaged: {fault.Message}", fault);
        }
    }

    private static void WriteColumn(WireWriter writer, ColumnBlock column)
    {
        bool complete = column.Count == column.Rows;
        writer.Byte((byte)((column.Quantised ? 1 : 0) | (complete ? 2 : 0)));
        writer.Signed(column.Scale);
        if (!complete)
            WriteBits(writer, column.Rows, column.IsPresent);
        if (column.Attribute.Kind == AttributeKind.Binary)
        {
            WriteBits(writer, column.Rows, row => column.Mantissas[row] != 0);
            return;
        }

        long previous = 0;
        for (int row = 0; row < column.Rows; row++)
        {
            if (!column.IsPresent(row))
                continue;
            writer.Signed(column.Mantissas[row] - previous);
            previous = column.Mantissas[row];
        }
    }

    private static RowBlock ReadBlock(ref WireReader reader, Schema[] schemas)
    {
        ulong schema = reader.Unsigned(), rows = reader.Unsigned();
        if (schema >= (ulong)schemas.Length || rows is 0 or > RowBlock.Capacity)
            throw reader.Fault($"a block has schema {schema} and {rows} rows");
        reader.Expect(schemas[schema].Count, 2);
        var columns = new ColumnBlock[schemas[schema].Count];
        for (int c = 0; c < columns.Length; c++)
        {
            columns[c] = ReadColumn(ref reader, schemas[schema][c], (int)rows);
        }

        return new RowBlock((int)rows, [.. columns], schemas[schema]);
    }

    private static ColumnBlock ReadColumn(ref WireReader reader, AttributeInfo attribute, int rows)
    {
        byte flags = reader.Byte();
        if (flags > 3)
            throw reader.Fault($"a column has the flags {flags}");
        long scale = reader.Signed();
        if (scale is < -ColumnBlock.MaxScale or > ColumnBlock.MaxScale)
            throw reader.Fault($"a column has scale {scale}");
        ulong[] presence = flags >= 2 ? Complete(rows) : ReadBits(ref reader, rows);
        var mantissas = new long[rows];
        ulong[] ones = attribute.Kind == AttributeKind.Binary ? ReadBits(ref reader, rows) : [];
        long previous = 0;
        for (int row = 0; row < rows; row++)
        {
            if (ones.Length > 0)
                mantissas[row] = IsSet(ones, row) ? 1 : 0;
            else if (IsSet(presence, row))
                mantissas[row] = previous = unchecked(previous + reader.Signed());
        }

        return new ColumnBlock(attribute, (int)scale, mantissas, presence, (flags & 1) != 0);
    }

    private static bool IsSet(ulong[] bits, int row) => ((bits[row / 64] >> (row % 64)) & 1) != 0;

    private static ulong[] Complete(int rows)
    {
        var bits = new ulong[(rows + 63) / 64];
        Array.Fill(bits, ulong.MaxValue);
        if (rows % 64 != 0)
            bits[^1] = (1UL << (rows % 64)) - 1;
        return bits;
    }

    private static void WriteBits(WireWriter writer, int rows, Func<int, bool> isSet)
    {
        for (int first = 0; first < rows; first += 8)
        {
            int packed = 0;
            for (int row = first; row < Math.Min(rows, first + 8); row++)
            {
                packed |= isSet(row) ? 1 << (row - first) : 0;
            }

            writer.Byte((byte)packed);
        }
    }

    private static ulong[] ReadBits(ref WireReader reader, int rows)
    {
        ReadOnlySpan<byte> packed = reader.Bytes((rows + 7) / 8);
        var bits = new ulong[(rows + 63) / 64];
        for (int i = 0; i < packed.Length; i++)
        {
            bits[i / 8] |= (ulong)packed[i] << (8 * (i % 8));
        }

        return bits;
    }
}
