using System.Globalization;
using System.Text;
using Fusion.Client.Entities;
using Fusion.Statistics;
using Fusion.Statistics.Frames;

namespace Fusion.Campaign;

/// <summary>What one sender sends at once; the same seed, sender and number give the same rows.</summary>
internal sealed class Batch
{
    private const int SmallRows = 20, CsvRows = 400;
    private static readonly string[] Names = ["x", "y", "z"];

    private readonly Random _random;

    private Batch(int seed, int sender, int number)
    {
        _random = new Random(HashOf(seed, sender, number));
        Key = $"{seed}-{sender}-{number}";
        IsCsv = _random.Next(4) == 0;
        Rows = [.. Enumerable.Range(0, 1 + _random.Next(IsCsv ? CsvRows : SmallRows)).Select(_ => Row())];
    }

    /// <summary>The key that makes it count once.</summary>
    public string Key { get; }

    /// <summary>Whether it goes out as CSV, else as JSON.</summary>
    public bool IsCsv { get; }

    /// <summary>The cells of each row.</summary>
    public IReadOnlyList<string[]> Rows { get; }

    /// <summary>The letters of the columns' types.</summary>
    public static string Types => "C,C,C";

    public static Batch Of(int seed, int sender, int number) => new(seed, sender, number);

    public Frame ToFrame() => new(Names, ["C", "C", "C"], Rows);

    /// <summary>Several batches as one CSV body.</summary>
    public static byte[] ToCsv(IEnumerable<Batch> batches)
    {
        StringBuilder text = new(string.Join(',', Names) + "\n");
        foreach (string[] row in batches.SelectMany(batch => batch.Rows)) text.AppendJoin(',', row).Append('\n');
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>Number of rows and digest of several batches, added up here.</summary>
    public static (long Rows, string Digest) Fold(IEnumerable<Batch> batches)
    {
        var cells = new DataFrameBuilder([.. Names]);
        long rows = 0;
        foreach (string[] row in batches.SelectMany(batch => batch.Rows))
        {
            foreach (string cell in row)
            {
                if (cell.Length == 0) cells.AddMissing();
                else cells.AddCell(Encoding.ASCII.GetBytes(cell));
            }

            cells.EndRow();
            rows++;
        }

        ColumnType[] types = [.. Names.Select(_ => ColumnType.Continuous)];
        DataFrame frame = DataFrame.FromParts([.. Names], [.. types], cells.Build().Cells);
        return (rows, SufficientStatistics.Of(FrameEncoder.Encode(frame, AttributeCatalog.Empty, new EncodeOptions()).Blocks).Digest().ToString());
    }

    private string[] Row() => [Number(100), Number(100_000), _random.Next(5) == 0 ? "" : Number(1)];

    private string Number(int divisor) => ((decimal)_random.Next(-1_000_000, 1_000_000) / divisor).ToString(CultureInfo.InvariantCulture);

    /// <summary>Unlike <see cref="HashCode"/> the same in every process.</summary>
    private static int HashOf(int seed, int sender, int number) => unchecked(((seed * 31) + sender) * 1_000_003 + number);
}
