using System.Globalization;
using System.Text;
using Apache.Arrow;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;
using Fusion.Statistics;
using Fusion.Statistics.Frames;

namespace Fusion.Cluster.Tests.Support;

/// <summary>The same rows in every format: a decimal with missing values, a whole number, a floating-point number.</summary>
/// <param name="count">How many.</param>
internal sealed class PushedRows(int count)
{
    private readonly decimal?[] _amounts = [.. Enumerable.Range(0, count).Select(row => row % 7 == 3 ? (decimal?)null : (row * 37 % 10_007) * 0.01m)];
    private readonly long[] _numbers = [.. Enumerable.Range(0, count).Select(row => (long)row * row % 1013)];
    private readonly double[] _weights = [.. Enumerable.Range(0, count).Select(row => (row % 401) * 0.125)];

    public int Count => count;

    /// <summary>With a line break in the quotes of the header, quoted numbers and empty lines.</summary>
    public string Csv
    {
        get
        {
            var text = new StringBuilder("amount,\"num\nber\",weight\r\n");
            for (int row = 0; row < count; row++)
            {
                string amount = _amounts[row]?.ToString(CultureInfo.InvariantCulture) ?? "";
                string quote = row % 100 == 50 ? "\"" : "", end = row % 500 == 0 ? "\r\n\r\n" : "\r\n";
                text.Append(CultureInfo.InvariantCulture, $"{amount},{quote}{_numbers[row]}{quote},{_weights[row]}{end}");
            }

            return text.ToString();
        }
    }

    /// <summary>The digest of the rows, added up here.</summary>
    public string Fold()
    {
        var cells = new DataFrameBuilder(["amount", "num\nber", "weight"]);
        for (int row = 0; row < count; row++)
        {
            if (_amounts[row] is { } amount) cells.AddCell(Encoding.ASCII.GetBytes(amount.ToString(CultureInfo.InvariantCulture)));
            else cells.AddMissing();
            cells.AddCell(Encoding.ASCII.GetBytes(_numbers[row].ToString(CultureInfo.InvariantCulture)));
            cells.AddCell(Encoding.ASCII.GetBytes(_weights[row].ToString(CultureInfo.InvariantCulture)));
            cells.EndRow();
        }

        ColumnType[] types = [ColumnType.Continuous, ColumnType.Continuous, ColumnType.Continuous];
        DataFrame frame = DataFrame.FromParts(["amount", "num\nber", "weight"], [.. types], cells.Build().Cells);
        return SufficientStatistics.Of(FrameEncoder.Encode(frame, AttributeCatalog.Empty, new EncodeOptions()).Blocks).Digest().ToString();
    }

    /// <summary>As an Arrow stream, or file.</summary>
    public async Task<byte[]> ArrowAsync(bool file)
    {
        using RecordBatch batch = Batch();
        using var target = new MemoryStream();
        using (ArrowStreamWriter writer = file
            ? new ArrowFileWriter(target, batch.Schema, leaveOpen: true)
            : new ArrowStreamWriter(target, batch.Schema, leaveOpen: true))
        {
            await writer.WriteRecordBatchAsync(batch);
            await writer.WriteEndAsync();
        }

        return target.ToArray();
    }

    /// <summary>As a Parquet file with several row groups.</summary>
    public void WriteParquet(string path)
    {
        using RecordBatch batch = Batch();
        using var writer = new ParquetSharp.Arrow.FileWriter(path, batch.Schema);
        writer.WriteTable(Table.TableFromRecordBatches(batch.Schema, [batch]), chunkSize: Math.Max(1, count / 3));
        writer.Close();
    }

    private RecordBatch Batch()
    {
        var amounts = new Decimal128Array.Builder(new Decimal128Type(12, 2));
        foreach (decimal? amount in _amounts)
        {
            if (amount is { } value) amounts.Append(value);
            else amounts.AppendNull();
        }

        (string Name, IArrowArray Array)[] columns =
        [
            ("amount", amounts.Build()),
            ("num\nber", new Int64Array.Builder().AppendRange(_numbers).Build()),
            ("weight", new DoubleArray.Builder().AppendRange(_weights).Build()),
        ];
        var schema = new Apache.Arrow.Schema(columns.Select(column => new Field(column.Name, column.Array.Data.DataType, nullable: true)), null);
        return new RecordBatch(schema, columns.Select(column => column.Array), count);
    }
}
