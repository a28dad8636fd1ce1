using System.Globalization;

namespace Fusion.Node.Demo;

/// <summary>A CSV file without quotes, as the samples are: a row of names, then rows of as many cells.</summary>
/// <param name="Names">Names of the columns.</param>
/// <param name="Rows">The cells, parallel to the names.</param>
internal sealed record CsvTable(IReadOnlyList<string> Names, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="FormatException">A row has another number of cells than there are names; the text names file and line.</exception>
    public static CsvTable Read(string path)
    {
        string[][] lines = [.. File.ReadLines(path).Where(line => line.Length > 0).Select(line => line.Split(','))];
        int ragged = Array.FindIndex(lines, line => line.Length != lines[0].Length);
        if (lines.Length == 0 || ragged > 0) throw new FormatException($"{path} is not a table: line {Math.Max(ragged, 0) + 1}");
        return new CsvTable(lines[0], lines[1..]);
    }

    /// <summary>One column as numbers.</summary>
    public double[] Column(string name)
    {
        int index = Names.Index().First(column => column.Item == name).Index;
        return [.. Rows.Select(row => double.Parse(row[index], CultureInfo.InvariantCulture))];
    }
}
