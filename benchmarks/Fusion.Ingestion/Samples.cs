using System.Globalization;
using System.Text;
using Apache.Arrow;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;
using Fusion.Benchmarks;

namespace Fusion.Ingestion;

/// <summary>The same numbers, correlated, with six decimals, in several formats.</summary>
internal static class Samples
{
    private const int BatchRows = 16_384;

    // One body each, so that senders have several to share out.
    private const int BytesPerPart = 32 << 20;

    /// <summary>Writes a file; any format but CSV, which can be cut at line ends, as a file with a number behind its name for each body.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="format">csv, json, doubles (Arrow) or decimals (Arrow).</param>
    /// <param name="columns">Number of columns.</param>
    /// <param name="bytes">About how long, as CSV.</param>
    /// <returns>The number of rows.</returns>
    public static async Task<long> WriteAsync(string path, string format, int columns, long bytes)
    {
        string csv = path + ".csv";
        long rows = CsvFile.Write(csv, columns, bytes);
        switch (format)
        {
            case "csv":
                File.Move(csv, path, overwrite: true);
                return rows;
            case "json":
                await WriteJsonAsync(csv, path);
                break;
            default:
                await WriteArrowAsync(csv, path, format == "decimals");
                break;
        }

        File.Delete(csv);
        return rows;
    }

    /// <summary>What a file is.</summary>
    public static string ContentType(string format) => format switch { "csv" => Body.Csv, "json" => Body.Json, _ => Body.Arrow };

    /// <summary>Deletes all that was written.</summary>
    public static void Delete(string path)
    {
        foreach (string file in Files(path)) File.Delete(file);
    }

    /// <summary>All files of a sample, in order.</summary>
    public static string[] Files(string path) => [.. Directory.GetFiles(Path.GetDirectoryName(path)!, Path.GetFileName(path) + "*").Order(StringComparer.Ordinal)];

    private static string PartPath(string path, int part) => $"{path}.{part:D3}";

    private static async Task WriteJsonAsync(string csv, string path)
    {
        using StreamReader reader = new(csv);
        string[] names = (await reader.ReadLineAsync())!.Split(',');
        string? line = await reader.ReadLineAsync();
        for (int part = 0; line is not null; part++)
        {
            await using StreamWriter writer = new(PartPath(path, part), append: false, new UTF8Encoding(false), 1 << 16);
            await writer.WriteAsync($"{{\"attributeNames\":[{Quoted(names)}],\"attributeTypes\":[{Quoted(names.Select(_ => "C"))}],\"data\":[");
            string separator = "";
            for (; line is not null && writer.BaseStream.Position < BytesPerPart; line = await reader.ReadLineAsync())
            {
                await writer.WriteAsync($"{separator}[{Quoted(line.Split(','))}]");
                separator = ",";
            }

            await writer.WriteAsync("],\"errorHandling\":0}");
        }
    }

    private static string Quoted(IEnumerable<string> texts) => string.Join(',', texts.Select(text => $"\"{text}\""));

    private static async Task WriteArrowAsync(string csv, string path, bool decimals)
    {
        using StreamReader reader = new(csv);
        string[] names = (await reader.ReadLineAsync())!.Split(',');
        IArrowType type = decimals ? new Decimal128Type(18, 6) : DoubleType.Default;
        var schema = new Schema(names.Select(name => new Field(name, type, nullable: false)), null);
        bool isMore = true;
        for (int part = 0; isMore; part++)
        {
            await using FileStream file = File.Create(PartPath(path, part));
            using ArrowStreamWriter writer = new(file, schema);
            while (isMore && file.Position < BytesPerPart)
            {
                List<string[]> rows = [];
                while (rows.Count < BatchRows && await reader.ReadLineAsync() is { } line) rows.Add(line.Split(','));
                isMore = rows.Count == BatchRows;
                IArrowArray[] arrays = [.. names.Select((_, column) => decimals ? (IArrowArray)Decimals(rows, column, type) : Doubles(rows, column))];
                using var batch = new RecordBatch(schema, arrays, rows.Count);
                await writer.WriteRecordBatchAsync(batch);
            }

            await writer.WriteEndAsync();
        }
    }

    private static DoubleArray Doubles(List<string[]> rows, int column) =>
        new DoubleArray.Builder().AppendRange(rows.Select(row => double.Parse(row[column], CultureInfo.InvariantCulture))).Build();

    private static Decimal128Array Decimals(List<string[]> rows, int column, IArrowType type)
    {
        var builder = new Decimal128Array.Builder((Decimal128Type)type);
        foreach (string[] row in rows) builder.Append(decimal.Parse(row[column], CultureInfo.InvariantCulture));
        return builder.Build();
    }
}
