using System.Globalization;
using Spectre.Console;

namespace Fusion.Node.Cli;

/// <summary>Prints what a node told its operator.</summary>
internal static class AdminTable
{
    /// <summary>What stands where nothing is known.</summary>
    public const string Nothing = "-";

    private static readonly string[] Units = ["B", "KiB", "MiB", "GiB", "TiB"];

    /// <summary>One row for each item. Titles that begin with <c>&gt;</c> are of columns that stand at the right.</summary>
    public static void Show<T>(IAnsiConsole console, IEnumerable<T> items, params (string Title, Func<T, string> Text)[] columns)
    {
        Table table = new();
        foreach ((string title, _) in columns)
        {
            TableColumn column = new(new Text(title.TrimStart('>')));
            table.AddColumn(title.StartsWith('>') ? column.RightAligned().NoWrap() : column);
        }

        foreach (T item in items) table.AddRow([.. columns.Select(column => new Text(column.Text(item)))]);
        console.Write(table);
    }

    /// <summary>One row for each property that has a text.</summary>
    public static void Show(IAnsiConsole console, IEnumerable<(string Name, string? Text)> properties)
    {
        Table table = new Table().HideHeaders().AddColumns("", "");
        foreach ((string name, string? text) in properties)
        {
            if (text is not null) table.AddRow(new Text(name), new Text(text));
        }

        console.Write(table);
    }

    /// <summary>A number of things.</summary>
    public static string Count(long? number) => number?.ToString("N0", CultureInfo.InvariantCulture) ?? Nothing;

    /// <summary>A number of bytes.</summary>
    public static string Bytes(long? bytes)
    {
        if (bytes is null) return Nothing;
        double size = bytes.Value;
        int unit = 0;
        for (; size >= 1_024 && unit < Units.Length - 1; unit++) size /= 1_024;
        return string.Create(CultureInfo.InvariantCulture, $"{size:0.#} {Units[unit]}");
    }

    /// <summary>A time, to the second, in UTC.</summary>
    public static string Time(DateTimeOffset? at) => at?.ToString("u", CultureInfo.InvariantCulture) ?? Nothing;

    /// <summary>A list.</summary>
    public static string List(IReadOnlyCollection<string> items) => items.Count == 0 ? Nothing : string.Join(", ", items);
}
