using System.Collections.Immutable;
using System.Globalization;
using Fusion.Actors.Cells;
using Fusion.Actors.Fusions;
using Fusion.Actors.Tests.Support;
using Fusion.Contracts.Ids;
using Fusion.Contracts.Projects;
using Fusion.Statistics;
using Fusion.Statistics.Frames;
using static Fusion.Contracts.Protocols.FusionProtocol;

namespace Fusion.Actors.Tests.Fusions;

/// <summary>What cells have beside their statistics adds up to what one project with all rows has, whatever the order and however it is bracketed.</summary>
public sealed class FusedVariantSpec
{
    private static readonly ProjectId Hub = Id("hub");
    private static readonly ImmutableArray<string> Rows = [.. Enumerable.Range(0, 60).Select(Row)];

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(16)]
    public void Merged_is_pooled_in_any_order(int cells)
    {
        CellCopy[] copies = [.. Enumerable.Range(0, cells).Select(cell => Copy($"c{cell}", [.. Rows.Where((_, row) => row * 7 % cells == cell)]))];
        CellCopy pooled = Copy("pooled", Rows);

        foreach (FusedStatistics fused in (FusedStatistics[])[Merge(copies), Merge([.. copies.Reverse()])])
        {
            Assert.Empty(fused.Errors);
            AssertSame(pooled.Variant!, fused.Variant!.Share());
            Assert.Equal(pooled.Statistics.Digest(), fused.Statistics.Digest());
        }
    }

    [Fact]
    public void A_fusion_of_fusions_has_what_a_fusion_of_all_cells_has()
    {
        CellCopy[] copies = [.. Enumerable.Range(0, 4).Select(cell => Copy($"c{cell}", [.. Rows.Where((_, row) => row % 4 == cell)]))];

        FusedStatistics nested = Merge(Inner("left", copies[..1]), Inner("right", copies[1..]));

        AssertSame(Merge(copies).Variant!.Share(), nested.Variant!.Share());
    }

    [Fact]
    public void What_another_cell_forgets_is_gone()
    {
        CellCopy forgot = Copy("a", Rows[..10]);
        CellCopy negative = forgot with
        {
            Address = Copy("b", []).Address,
            Sources = [Id("b")],
            Statistics = SufficientStatistics.Empty.Subtract(forgot.Statistics),
            Variant = forgot.Variant! with
            {
                Partitions = PartitionedStatistics.Empty.Subtract(PartitionedStatistics.Of(forgot.Variant.Partitions!)).Parts,
                Runs = NGramCounts.Empty.Subtract(NGramCounts.Of(forgot.Variant.Runs!)).Entries,
            },
        };

        SharedVariant nothing = Merge(forgot, negative).Variant!.Share();

        Assert.Empty(nothing.Partitions!);
        Assert.Empty(nothing.Runs!);
    }

    [Fact]
    public void Plain_cells_have_nothing_to_add()
    {
        FusedStatistics fused = Merge(Plain("a"), Plain("b"));

        Assert.Null(fused.Variant);
        Assert.Empty(fused.Errors);
    }

    [Fact]
    public void A_cell_that_makes_something_else_of_rows_is_left_out_by_name()
    {
        CellCopy sixteen = With(Plain("a"), (LearningOptions.HashParameter, "16"));
        CellCopy other = With(Plain("b"), (LearningOptions.HashParameter, "32"));

        FusedStatistics fused = Merge(sixteen, other, Plain("c"), With(Plain("d"), (LearningOptions.HashParameter, "16")));

        Assert.Equal(
            [
                "c1/b at h:1: the key sml_project_hashtrick_binsize is [32], but [16] in the cells before it; it is left out",
                "c1/c at h:1: the key sml_project_hashtrick_binsize is absent, but [16] in the cells before it; it is left out",
            ],
            fused.Errors.ToArray());
        Assert.Equal([Hub, Id("a"), Id("d")], fused.Sources.ToArray());
        Assert.Equal(4, fused.Statistics.Rows);
        Assert.Equal("16", fused.Variant!.Parameters[LearningOptions.HashParameter]);
    }

    [Fact]
    public void A_cell_without_attributes_is_like_any_other()
    {
        CellCopy empty = Plain("a") with { Statistics = SufficientStatistics.Empty };
        CellCopy hashed = With(Plain("b"), (LearningOptions.HashParameter, "16"));

        Assert.Equal("16", Merge(empty, hashed, empty with { Sources = [Id("c")] }).Variant!.Parameters[LearningOptions.HashParameter]);
    }

    [Fact]
    public void Together_cells_have_no_more_parts_than_one_project_may_have()
    {
        CellCopy first = Copy("a", [.. Enumerable.Range(0, 60).Select(i => $"1,v{i}")]);
        CellCopy second = Copy("b", [.. Enumerable.Range(40, 61).Select(i => $"1,v{i}")]);

        FusedStatistics fused = Merge(first, second);

        Assert.Equal(
            "c1/b at h:1: with the cells before it there would be 101 values of the split column; at most 100 are allowed; it is left out",
            Assert.Single(fused.Errors));
        AssertSame(first.Variant!, fused.Variant!.Share());
        Assert.Equal(60, fused.Statistics.Rows);
    }

    [Fact]
    public void Counts_beyond_all_bounds_leave_their_cell_out()
    {
        CellCopy most = Copy("a", Rows);
        most = most with { Variant = most.Variant! with { Runs = NGramCounts.Empty.Entries.Add("part0", long.MaxValue) } };

        FusedStatistics fused = Merge(most, Copy("b", Rows));

        Assert.StartsWith("c1/b at h:1: ", Assert.Single(fused.Errors), StringComparison.Ordinal);
        AssertSame(most.Variant!, fused.Variant!.Share());
        Assert.Equal(60, fused.Statistics.Rows);
    }

    [Theory]
    [InlineData("016", "0.50", "1E0")]
    [InlineData(" 16 ", "0.5", "1")]
    public void Equal_settings_are_equal_however_they_are_written(string buckets, string min, string max)
    {
        ProjectSettings settings = new("partition", true, false, ImmutableSortedDictionary<string, string>.Empty.AddRange(
        [
            new(LearningOptions.HashParameter, buckets), new("sml_project_power_column", "x"), new("sml_project_power_min", min),
            new("sml_project_power_max", max), new("sml_project_power_steps", "3"), new(LearningOptions.PartitionParameter, "class "),
        ]));

        Assert.Equal(
            [
                new("partitionSplit", "class"), new("sml_project_hashtrick_binsize", "16"), new("sml_project_power_column", "x"),
                new("sml_project_power_max", "1"), new("sml_project_power_min", "0.5"), new KeyValuePair<string, string>("sml_project_power_steps", "3"),
            ],
            LearningOptions.Of(settings).Shared);
    }

    private static FusedStatistics Merge(params CellCopy[] copies) => FusedStatistics.Merge(Hub, copies, Schema.Empty);

    private static CellCopy Inner(string name, CellCopy[] copies)
    {
        FusedStatistics fused = FusedStatistics.Merge(Id(name), copies, Schema.Empty);
        return Plain(name) with { Statistics = fused.Statistics, Sources = fused.Sources, Variant = fused.Variant!.Share() };
    }

    private static CellCopy Plain(string name) =>
        new(new CellAddress("h:1", "http://h:1/", "c1", name), "v1", Frames.Sums(Frames.Of("x", "C", "1", "2")), false, [Id(name)]);

    private static CellCopy With(CellCopy plain, params (string Key, string Value)[] parameters) => plain with
    {
        Variant = new SharedVariant(parameters.ToImmutableSortedDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal), null, null),
    };

    /// <summary>A cell that parts its rows and takes each for a sequence, as no project does both: one test for both laws.</summary>
    private static CellCopy Copy(string name, ImmutableArray<string> rows)
    {
        DataFrame frame = Frames.Of("x,class", "CS", [.. rows]);
        EncodedFrame encoded = FrameEncoder.Encode(frame, AttributeCatalog.Empty, EncodeOptions.Default);
        RowBatch batch = new(encoded.Blocks);
        PartitionedStatistics parts =
            PartitionSplitter.Split(batch, new PartitionSplitter("class", []).ValuesOf(frame, encoded.Rows), valueCounts: false);
        CellVariant.Runs runs = new SequenceCounter(2, TokenSequence.Empty).Count(frame, encoded.Rows, forget: false);
        CellCopy copy = With(Plain(name), (LearningOptions.PartitionParameter, "class"), (LearningOptions.OrderParameter, "2"));
        return copy with
        {
            Statistics = SufficientStatistics.Of(encoded.Blocks),
            Variant = copy.Variant! with { Partitions = parts.Parts, Runs = runs.Counts },
        };
    }

    private static string Row(int row) => string.Create(CultureInfo.InvariantCulture, $"{row * row % 17}.{row % 10},{(row % 11 == 0 ? "" : $"part{row % 5}")}");

    private static void AssertSame(SharedVariant expected, SharedVariant actual)
    {
        Assert.Equal(expected.Parameters, actual.Parameters);
        Assert.Equal(
            expected.Partitions!.Select(part => (part.Key, part.Value.Digest())), actual.Partitions!.Select(part => (part.Key, part.Value.Digest())));
        Assert.Equal(expected.Runs!, actual.Runs!);
    }

    private static ProjectId Id(string name) => new(CustomerId.Parse("c1"), ProjectName.Parse(name), 0);
}
