using System.Text;

namespace Fusion.Statistics.Exact;

/// <summary>Names rows by their values: two rows have the same key exactly when every attribute has the same value in both, whatever blocks and scales.</summary>
/// <remarks>Keys of one instance compare with each other only. An absent attribute equals a missing one; a dummy counts where it is 1.</remarks>
internal sealed class RowKeys
{
    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);

    /// <summary>The key of each row of a block.</summary>
    public string[] Of(RowBlock block)
    {
        var keys = new StringBuilder[block.Rows];
        for (int row = 0; row < keys.Length; row++)
        {
            keys[row] = new StringBuilder();
        }

        foreach ((int id, ColumnBlock column, bool isCategory) in Parts(block).OrderBy(part => part.Id))
        {
            for (int row = 0; row < keys.Length; row++)
            {
                if (column.IsPresent(row))
                    Append(keys[row], id, column, isCategory, row);
            }
        }

        return [.. keys.Select(key => key.ToString())];
    }

    private static void Append(StringBuilder key, int id, ColumnBlock column, bool isCategory, int row)
    {
        long mantissa = column.Mantissas[row];
        if (isCategory || column.Attribute.Category is not null)
        {
            if (isCategory || mantissa != 0)
                AppendNumber(key, id);
            return;
        }

        DecimalNumber value = new DecimalNumber(mantissa, column.Scale).Normalised();
        AppendNumber(key, id);
        AppendNumber(key, value.Scale);
        AppendNumber(key, (int)value.Mantissa);
        AppendNumber(key, (int)(value.Mantissa >> 32));
    }

    private static void AppendNumber(StringBuilder key, int number) => key.Append((char)number).Append((char)(number >> 16));

    /// <summary>The columns, and each category once: present where its dummies are.</summary>
    private IEnumerable<(int Id, ColumnBlock Column, bool IsCategory)> Parts(RowBlock block)
    {
        var categories = new HashSet<string>(StringComparer.Ordinal);
        foreach (ColumnBlock column in block.Columns)
        {
            yield return (Id(column.Attribute.Name), column, false);
            if (column.Attribute.Category is { } category && categories.Add(category))
                yield return (Id("\0" + category), column, true);
        }
    }

    private int Id(string name)
    {
        if (!_ids.TryGetValue(name, out int id))
            _ids.Add(name, id = _ids.Count);
        return id;
    }
}
