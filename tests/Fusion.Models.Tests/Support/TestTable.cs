using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Fusion.Statistics;
using Fusion.Statistics.Frames;

namespace Fusion.Models.Tests.Support;

/// <summary>A small table of texts; files of the Data folder have a header, no quotes and no blanks.</summary>
internal sealed record TestTable(ImmutableArray<string> Names, ImmutableArray<ImmutableArray<string>> Rows)
{
    private static readonly ConcurrentDictionary<string, Lazy<SufficientStatistics>> Files = new();

    public static TestTable Read(params string[] files)
    {
        string[][] lines = [.. files.Select(file => File.ReadAllLines(DataPath(file)))];
        return new TestTable([.. lines[0][0].Split(',')], [.. lines.SelectMany(file => file.Skip(1)).Select(line => line.Split(',').ToImmutableArray())]);
    }

    /// <summary>A table from rows of texts separated by blanks; a dash is a missing value.</summary>
    public static TestTable Of(string names, params string[] rows) =>
        new([.. names.Split(' ')], [.. rows.Select(row => row.Split(' ').Select(cell => cell == "-" ? "" : cell).ToImmutableArray())]);

    public static string DataPath(string file) => Path.Combine(AppContext.BaseDirectory, "Data", file);

    /// <summary>The statistics of whole files with their values counted, learned once for all tests.</summary>
    public static SufficientStatistics Learned(params string[] files) =>
        Files.GetOrAdd(string.Join('|', files), _ => new Lazy<SufficientStatistics>(() => Read(files).Learn(valueCounts: true))).Value;

    public TestTable Where(Func<ImmutableArray<string>, int, bool> keep) => this with { Rows = [.. Rows.Where(keep)] };

    public double[] Column(string name) => [.. Rows.Select(row => double.Parse(row[Names.IndexOf(name)], CultureInfo.InvariantCulture))];

    public DataFrame ToFrame(ImmutableArray<ColumnType> types = default)
    {
        var builder = new DataFrameBuilder(Names, types);
        foreach (ImmutableArray<string> row in Rows)
        {
            foreach (string cell in row)
            {
                builder.AddCell(Encoding.UTF8.GetBytes(cell));
            }

            builder.EndRow();
        }

        return builder.Build();
    }

    /// <summary>The types that the whole table shows, for its parts to keep to.</summary>
    public AttributeCatalog Catalog(ImmutableArray<ColumnType> types = default) => Encode(AttributeCatalog.Empty, types).Catalog;

    public SufficientStatistics Learn(AttributeCatalog? catalog = null, ImmutableArray<ColumnType> types = default, bool valueCounts = false) =>
        SufficientStatistics.Of(Encode(catalog ?? AttributeCatalog.Empty, types).Blocks, valueCounts);

    /// <summary>The table with copies of a column by powers, as a project learns it.</summary>
    public TestTable With(PowerTransform powers)
    {
        DataFrame frame = powers.Apply(ToFrame());
        return new TestTable(
            frame.AttributeNames,
            [.. Rows.Select((_, row) => Enumerable.Range(0, frame.AttributeNames.Length).Select(column => Encoding.UTF8.GetString(frame.Cell(row, column))).ToImmutableArray())]);
    }

    private EncodedFrame Encode(AttributeCatalog catalog, ImmutableArray<ColumnType> types)
    {
        EncodedFrame encoded = FrameEncoder.Encode(ToFrame(types), catalog, EncodeOptions.Default);
        Assert.Null(encoded.FirstError);
        return encoded;
    }
}
