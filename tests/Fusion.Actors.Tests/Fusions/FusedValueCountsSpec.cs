using Fusion.Actors.Fusions;
using Fusion.Actors.Tests.Support;
using Fusion.Contracts.Ids;
using Fusion.Contracts.Projects;
using Fusion.Statistics;
using Fusion.Statistics.Frames;
using static Fusion.Contracts.Protocols.FusionProtocol;

namespace Fusion.Actors.Tests.Fusions;

public sealed class FusedValueCountsSpec
{
    private static readonly ProjectId Hub = Id("hub");

    [Fact]
    public void A_fusion_has_the_counts_of_all_cells()
    {
        FusedStatistics fused = FusedStatistics.Merge(Hub, [Copy("a", true, "1,2", "3,5"), Copy("b", true, "3,")], Schema.Empty);

        Assert.Equal(Counts(true, "1,2", "3,5", "3,").Values(0), fused.Statistics.Values(0));
        Assert.Equal(3, fused.Statistics.Values(0)!.Median);
    }

    [Fact]
    public void Attributes_that_a_cell_does_not_count_are_not_counted_in_the_fusion()
    {
        FusedStatistics fused = FusedStatistics.Merge(Hub, [Copy("a", true, "1,2", "3,5"), Copy("b", false, "3,")], Schema.Empty);

        Assert.Null(fused.Statistics.Values(0));
        Assert.Equal(3.5, fused.Statistics.Values(1)!.Median);
    }

    private static CellCopy Copy(string name, bool histogram, params string[] rows) =>
        new(new CellAddress("h:1", "http://h:1/", "c1", name), "v1", Counts(histogram, rows), histogram, [Id(name)]);

    private static SufficientStatistics Counts(bool histogram, params string[] rows) => SufficientStatistics.Of(
        FrameEncoder.Encode(Frames.Of("x,y", "CC", rows), AttributeCatalog.Empty, EncodeOptions.Default).Blocks, histogram);

    private static ProjectId Id(string name) => new(CustomerId.Parse("c1"), ProjectName.Parse(name), 0);
}
