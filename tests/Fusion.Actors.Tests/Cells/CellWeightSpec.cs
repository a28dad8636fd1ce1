using Fusion.Actors.Cells;
using Fusion.Statistics;

namespace Fusion.Actors.Tests.Cells;

public sealed class CellWeightSpec
{
    [Fact]
    public void Counted_values_weigh_16_bytes_each_of_all_rows_and_by_condition()
    {
        AttributeInfo[] attributes = [new("x", AttributeKind.Continuous), new("flag", AttributeKind.Binary)];
        var rows = new RowBlockBuilder(attributes);
        for (int row = 0; row < 100; row++)
        {
            rows.Set(0, new DecimalNumber(row, 0));
            rows.Set(1, new DecimalNumber(row % 4 == 0 ? 1 : 0, 0));
            rows.EndRow();
        }

        RowBlock[] blocks = [rows.Build()];

        Assert.Equal(
            CellWeight.Of(SufficientStatistics.Of(blocks)) + (16 * (100 + 25)),
            CellWeight.Of(SufficientStatistics.Of(blocks, valueCounts: true)));
    }
}
