using FsCheck.Xunit;
using static Fusion.Statistics.Tests.TestBlocks;

namespace Fusion.Statistics.Tests;

[Properties(Arbitrary = [typeof(SampleGenerator)], MaxTest = 30, Replay = "20240310,11")]
public class PartitionedStatisticsTests
{
    [Property]
    public void Parts_form_a_group_value_by_value(Sample sample)
    {
        PartitionedStatistics[] parts = [.. sample.Blocks.Select((block, i) => Part($"v{i % 3}", block))];
        PartitionedStatistics sum = parts.Aggregate(PartitionedStatistics.Empty, (a, b) => a.Merge(b));
        AssertSame(sum, parts.Reverse().Aggregate((a, b) => b.Merge(a)));
        AssertSame(sum, sum.Merge(PartitionedStatistics.Empty));
        AssertSame(sum, sum.Merge(parts[0]).Subtract(parts[0]));
        Assert.Empty(sum.Subtract(sum).Parts);
        Assert.Equal(
            SufficientStatistics.Of(sample.Blocks).Digest(),
            sum.Parts.Values.Aggregate(SufficientStatistics.Empty, (a, b) => a.Merge(b)).Digest());
    }

    [Fact]
    public void What_was_never_learned_goes_negative_and_comes_back()
    {
        PartitionedStatistics part = Part("a", Column("x", 0, 1, 2));
        PartitionedStatistics negative = PartitionedStatistics.Empty.Subtract(part);
        Assert.Equal(-2, negative.Parts["a"].Rows);
        Assert.Empty(negative.Merge(part).Parts);
    }

    private static PartitionedStatistics Part(string value, RowBlock block) =>
        PartitionedStatistics.Of([KeyValuePair.Create(value, SufficientStatistics.Of([block]))]);

    private static void AssertSame(PartitionedStatistics expected, PartitionedStatistics actual) => Assert.Equal(
        expected.Parts.Select(part => (part.Key, part.Value.Digest())), actual.Parts.Select(part => (part.Key, part.Value.Digest())));
}
