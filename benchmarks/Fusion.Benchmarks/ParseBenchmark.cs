using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Fusion.Statistics.Delimited;

namespace Fusion.Benchmarks;

/// <summary>Delimited text to blocks, without statistics: against the library's number parser behind the same scanner.</summary>
internal static class ParseBenchmark
{
    private const int Columns = 20;
    private const int Rows = 8 * RowBlock.Capacity;

    private static readonly (string Name, Func<Random, string> Cell)[] Shapes =
    [
        ("F6, `-12.345678`", random => ((random.NextDouble() - 0.5) * 100).ToString("F6", CultureInfo.InvariantCulture)),
        ("F1, `4.3`", random => (random.NextDouble() * 10).ToString("F1", CultureInfo.InvariantCulture)),
        ("17 digits", random => random.NextDouble().ToString("F17", CultureInfo.InvariantCulture)),
        ("integers, `4711`", random => random.Next(10_000).ToString(CultureInfo.InvariantCulture)),
        ("F0 to F3, 1 % missing", random => random.Next(100) == 0 ? "" : Fixed(random.NextDouble() * 100, random.Next(4))),
    ];

    private static double _sum;

    /// <summary>Runs it and prints a table.</summary>
    public static void Run()
    {
        Console.WriteLine(
            "| cell | bytes a cell | blocks, MB/s | M cells/s | ns/cell | without vectors, ns/cell | the strict way, ns/cell "
            + "| ends only, MB/s | ends + Utf8Parser, MB/s | blocks / Utf8Parser |");
        Console.WriteLine("| -- | -- | -- | -- | -- | -- | -- | -- | -- | -- |");
        foreach ((string name, Func<Random, string> cell) in Shapes)
        {
            byte[] text = Write(cell);
            Measurement[] m = PairedHarness.Run(
                new Candidate("blocks", Blocks(text, LineScanner.Best, RowReader.Best)),
                new Candidate("scalar", Blocks(text, o => new ScalarLineScanner(o), (schema, o) => new RowReader<ScalarCellDigits>(schema, o))),
                new Candidate("strict", Blocks(text, LineScanner.Best, (schema, options) => new RowReader<NoDigits>(schema, options))),
                new Candidate("ends", Ends(text, parse: false)),
                new Candidate("library", Ends(text, parse: true)));
            double cells = Rows * Columns, megabytes = text.Length / 1e6;
            Console.WriteLine(
                $"| {name} | {text.Length / cells:F1} | {megabytes / m[0].Median:F0} | {cells / m[0].Median / 1e6:F0} "
                + $"| {1e9 * m[0].Median / cells:F1} | {1e9 * m[1].Median / cells:F1} | {1e9 * m[2].Median / cells:F1} | {megabytes / m[3].Median:F0} | {megabytes / m[4].Median:F0} | {m[0].SpeedAgainst(m[4]):F1} |");
        }
    }

    private static string Fixed(double value, int places) => value.ToString($"F{places}", CultureInfo.InvariantCulture);

    private static byte[] Write(Func<Random, string> cell)
    {
        var random = new Random(20);
        var text = new StringBuilder();
        for (int row = 0; row < Rows; row++)
        {
            text.AppendJoin(',', Enumerable.Range(0, Columns).Select(_ => cell(random))).Append('\n');
        }

        return Encoding.ASCII.GetBytes(text.ToString());
    }

    private static Action Blocks(byte[] text, Func<DelimitedOptions, LineScanner> scanner, Func<Schema, DelimitedOptions, RowReader> rows)
    {
        var schema = Schema.Of(Enumerable.Range(0, Columns).Select(c => new AttributeInfo($"x{c}", AttributeKind.Continuous)));
        var reader = new DelimitedNumbers(schema, DelimitedOptions.Default, scanner, rows);
        return () =>
        {
            ReadOnlySpan<byte> rest = text;
            while (!rest.IsEmpty)
            {
                rest = rest[reader.Read(rest, out RowBlock? block)..];
                _sum += block?.Rows ?? 0;
            }
        };
    }

    /// <summary>Leaves every cell to the strict parser.</summary>
    private readonly unsafe struct NoDigits : ICellDigits
    {
        public static bool TryRead(byte* start, byte* end, out long mantissa, out int scale)
        {
            (mantissa, scale) = (0, 0);
            return false;
        }
    }

    private static unsafe Action Ends(byte[] text, bool parse)
    {
        var scanner = LineScanner.Best(DelimitedOptions.Default);
        int[] ends = new int[text.Length + LineScanner.Step];
        return () =>
        {
            const int Window = 1 << 14;
            int start = 0;
            fixed (byte* first = text)
            fixed (int* found = ends)
            {
                for (int window = 0; window < text.Length; window += Window)
                {
                    int count = scanner.Scan(first + window, Math.Min(Window, text.Length - window), found);
                    for (int i = 0; parse && i < count; i++)
                    {
                        int end = window + found[i];
                        if (Utf8Parser.TryParse(text.AsSpan(start, end - start), out double value, out _))
                            _sum += value;
                        start = end + 1;
                    }
                }
            }
        };
    }
}
