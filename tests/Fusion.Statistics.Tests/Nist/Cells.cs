namespace Fusion.Statistics.Tests.Nist;

/// <summary>Rows dealt to cells like cards and fused again.</summary>
internal static class Cells
{
    /// <summary>Row r goes to cell r mod <paramref name="cells"/>; the statistics of the cells are merged in turn.</summary>
    public static SufficientStatistics Fuse(IReadOnlyList<AttributeInfo> attributes, IReadOnlyList<IReadOnlyList<DecimalNumber>> rows, int cells)
    {
        var fusion = SufficientStatistics.Empty;
        for (int cell = 0; cell < cells; cell++)
        {
            fusion = fusion.Merge(Learn(attributes, rows.Where((_, row) => row % cells == cell)));
        }

        return fusion;
    }

    private static SufficientStatistics Learn(IReadOnlyList<AttributeInfo> attributes, IEnumerable<IReadOnlyList<DecimalNumber>> rows)
    {
        var builder = new RowBlockBuilder(attributes);
        var accumulator = new StatisticsAccumulator();
        foreach (IReadOnlyList<DecimalNumber> row in rows)
        {
            for (int column = 0; column < row.Count; column++)
            {
                builder.Set(column, row[column]);
            }

            builder.EndRow();
            if (builder.IsFull)
                accumulator.Add(builder.Build());
        }

        accumulator.Add(builder.Build());
        return accumulator.Snapshot();
    }
}
