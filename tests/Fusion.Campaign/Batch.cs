using System.Globalization;
using System.IO.Compression;
using System.Text;
using Apache.Arrow;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;
using Fusion.Client.Entities;
using Fusion.Statistics;
using Fusion.Statistics.Frames;

namespace Fusion.Campaign;

/// <summary>Rows that one sender sends at once; the same seed, sender and number give the same rows.</summary>
internal sealed class Batch
{
    private const int SmallRows = 20, ManyRows = 400, LargeRows = 14_000; // the last are more than 256 KiB in every format but gzip
    private static readonly string[] Names = ["x", "y", "z"];
    private static readonly Decimal128Type Number = new(12, 5);

    private Batch(Random random, int count) => Rows = [.. Enumerable.Range(0, count).Select(_ => Row(random))];

    /// <summary>The cells of each row.</summary>
    public IReadOnlyList<string[]> Rows { get; }

    /// <summary>The letters of the columns' types.</summary>
    public static IReadOnlyList<string> Types { get; } = ["C", "C", "C"];

    public static Batch Of(int seed, int sender, int number)
    {
        Random random = new(HashOf(seed, sender, number));
        int most = random.Next(4) == 0 ? ManyRows : SmallRows;
        return new Batch(random, 1 + random.Next(most));
    }

    public static Batch LargeOf(int seed, int sender, int number) => new(new Random(HashOf(seed, sender, number)), LargeRows);

    /// <summary>Unlike <see cref="HashCode"/> the same in every process.</summary>
    public static int HashOf(int seed, int sender, int number) => unchecked(((seed * 31) + sender) * 1_000_003 + number);

    public Frame ToFrame() => new(Names, Types, Rows);

    /// <summary>Several batches as one CSV body.</summary>
    public static byte[] ToCsv(IEnumerable<Batch> batches)
    {
        StringBuilder text = new(string.Join(',', Names) + "\n");
        foreach (string[] row in batches.SelectMany(batch => batch.Rows)) text.AppendJoin(',', row).Append('\n');
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>As a CSV body, compressed.</summary>
    public byte[] ToGzip()
    {
        using var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.Fastest)) gzip.Write(ToCsv([this]));
        return target.ToArray();
    }

    /// <summary>As an Arrow stream.</summary>
    public async Task<byte[]> ToArrowAsync()
    {
        IArrowArray[] columns = [.. Enumerable.Range(0, Names.Length).Select(ToColumn)];
        var schema = new Apache.Arrow.Schema(Names.Select(name => new Field(name, Number, nullable: true)), null);
        using RecordBatch rows = new(schema, columns, Rows.Count);
        using var target = new MemoryStream();
        using (var writer = new ArrowStreamWriter(target, schema, leaveOpen: true))
        {
            await writer.WriteRecordBatchAsync(rows);
            await writer.WriteEndAsync();
        }

        return target.ToArray();
    }

    /// <summary>Their statistics, formed here and by no node.</summary>
    public SufficientStatistics ToStatistics()
    {
        var cells = new DataFrameBuilder([.. Names]);
        foreach (string[] row in Rows)
        {
            foreach (string cell in row)
            {
                if (cell.Length == 0) cells.AddMissing();
                else cells.AddCell(Encoding.ASCII.GetBytes(cell));
            }

            cells.EndRow();
        }

        var frame = DataFrame.FromParts([.. Names], [.. Names.Select(_ => ColumnType.Continuous)], cells.Build().Cells);
        return SufficientStatistics.Of(FrameEncoder.Encode(frame, AttributeCatalog.Empty, EncodeOptions.Default).Blocks);
    }

    /// <summary>Number of rows and digest of several batches.</summary>
    public static (long Rows, string Digest) Fold(IEnumerable<Batch> batches)
    {
        SufficientStatistics sum = batches.Select(batch => batch.ToStatistics()).Aggregate(SufficientStatistics.Empty, (all, one) => all.Merge(one));
        return (sum.Rows, sum.Digest().ToString());
    }

    private Decimal128Array ToColumn(int column)
    {
        var values = new Decimal128Array.Builder(Number);
        foreach (string[] row in Rows)
        {
            if (row[column].Length == 0) values.AppendNull();
            else values.Append(decimal.Parse(row[column], CultureInfo.InvariantCulture));
        }

        return values.Build();
    }

    private static string[] Row(Random random) => [Cell(random, 100), Cell(random, 100_000), random.Next(5) == 0 ? "" : Cell(random, 1)];

    private static string Cell(Random random, int divisor) => ((decimal)random.Next(-1_000_000, 1_000_000) / divisor).ToString(CultureInfo.InvariantCulture);
}
