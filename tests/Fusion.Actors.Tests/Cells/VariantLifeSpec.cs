using Akka.Actor;
using Fusion.Actors.Projects;
using Fusion.Actors.Tests.Support;
using Fusion.Contracts.Faults;
using Fusion.Contracts.Ids;
using Fusion.Contracts.Projects;
using Fusion.Contracts.Protocols;
using Fusion.Models;
using Fusion.Statistics;
using Fusion.Statistics.Frames;
using static Fusion.Contracts.Protocols.CellProtocol;
using static Fusion.Contracts.Protocols.LifeCycleProtocol;

namespace Fusion.Actors.Tests.Cells;

/// <summary>The life cycle of projects that keep more than their statistics: saved, exported and imported with it, never merged into.</summary>
public sealed class VariantLifeSpec : CellSpec
{
    private static readonly DataFrame First = Frames.Of("x,class", "CS", "1,a", "2,b", "3,a");
    private static readonly DataFrame Second = Frames.Of("x,class", "CS", "4,b", "5,c");

    [Fact]
    public async Task Parts_of_several_commits_are_saved_as_one()
    {
        IActorRef cell = await CreateAsync(Partition((ProjectSettings.AutoSaveParameter, "false")));
        await Ask<RowsUpdated>(cell, Learn(First));
        await Ask<RowsUpdated>(cell, Learn(Second));
        await CarryOutAsync(cell, new SaveProject(Iris));
        await Ask<RowsUpdated>(cell, Learn(First));

        ProjectContent content = await ExportAsync(await RestartAsync(cell));

        Assert.Equal(5, content.Statistics.Rows);
        Assert.Equal(
            [("a", Sums("1", "3")), ("b", Sums("2", "4")), ("c", Sums("5"))],
            content.Variant!.Partitions!.Select(part => (part.Key, part.Value.Digest())));
    }

    [Fact]
    public async Task Runs_of_several_commits_are_saved_as_one()
    {
        IActorRef cell = await CreateAsync(Sequence((ProjectSettings.AutoSaveParameter, "false")));
        await Ask<RowsUpdated>(cell, Learn(Frames.Of("t", "T", "a", "b")));
        await Ask<RowsUpdated>(cell, Learn(Frames.Of("t", "T", "a", "b")));
        await CarryOutAsync(cell, new SaveProject(Iris));

        CellVariant.Runs runs = (await ExportAsync(await RestartAsync(cell))).Variant!.Sequence!;

        NGramCounts counts = NGramCounts.Of(runs.Counts);
        Assert.Equal((2, 2, 2, 1), (counts["a"], counts["b"], counts["a", "b"], counts["b", "a"]));
        Assert.Equal("a b a b", string.Join(' ', runs.Latest));
    }

    [Fact]
    public void A_window_is_not_left_to_a_save()
    {
        ProjectSettings settings = Window((ProjectSettings.AutoSaveParameter, "false"));

        InvalidRequestException refused = Assert.Throws<InvalidRequestException>(() => LearningOptions.Of(settings));

        Assert.Equal("The key sml_project_autosave is [false], which is not supported with the key sml_project_rolling_window_size", refused.Message);
        Assert.NotNull(LearningOptions.Of(settings with { Persist = false }).Window);
    }

    [Fact]
    public async Task An_imported_window_goes_on_where_the_exported_one_was_also_after_a_restart()
    {
        IActorRef cell = await CreateAsync(Window());
        await Ask<RowsUpdated>(cell, Learn(First));
        ProjectContent content = await ExportAsync(cell);
        await EraseAsync(cell);

        cell = Start();
        await Ask<ProjectProtocol.Created>(cell, new ImportCell(Iris, content));
        cell = await RestartAsync(cell);
        await Ask<RowsUpdated>(cell, Learn(Frames.Of("x", "C", "7")));

        Assert.Equal(Sums("3", "7"), (await StatisticsAsync(cell)).Digest());
    }

    [Theory]
    [InlineData("partition", "a statistic for each value of the column [class]")]
    [InlineData("sequence", "counts of runs of tokens")]
    [InlineData("cpu", "the rows of a rolling window")]
    public async Task An_import_has_what_was_kept_and_a_merge_into_it_is_refused(string type, string keeps)
    {
        IActorRef cell = await CreateAsync(type == "partition" ? Partition() : type == "sequence" ? Sequence() : Window());
        await Ask<RowsUpdated>(cell, Learn(First));
        ProjectExported exported = await Ask<ProjectExported>(cell, new ExportProject(Iris));
        await EraseAsync(cell);

        cell = Start();
        await Ask<ProjectProtocol.Created>(cell, new ImportCell(Iris, ProjectArchive.Read(exported.Text, 10)));
        Refused refused = await Ask<Refused>(cell, new MergeProject(Iris, AttemptId.New(), new ProjectEntry(Project("other"), ProjectKind.Cell)));

        Assert.Equal(exported.Text, (await Ask<ProjectExported>(cell, new ExportProject(Iris))).Text);
        Assert.Equal(Fault.Invalid($"Nothing can be merged into project id[iris]: it keeps {keeps}, which a project's statistics don't hold"), refused.Fault);
    }

    [Fact]
    public void An_export_without_what_its_settings_ask_for_is_damaged()
    {
        ProjectContent content = new(Window(), Frames.Sums(First), [], [], ProjectCondition.Initial);

        Assert.Throws<InvalidRequestException>(() => ProjectArchive.Read(ProjectArchive.Write(content), 10));
        Assert.Throws<InvalidRequestException>(() => ProjectArchive.Read(
            ProjectArchive.Write(content with { Settings = Settings(), Variant = new CellVariant(RowBatch.Empty, null, null) }), 10));
    }

    [Fact]
    public async Task Values_counted_from_later_on_are_those_of_the_window()
    {
        IActorRef cell = await CreateAsync(Window());
        await Ask<RowsUpdated>(cell, Learn(Frames.Of("x", "C", "9", "1", "2")));
        await CarryOutAsync(cell, new SetHistogram(Iris, Enabled: true, Window: 10));
        await Ask<RowsUpdated>(cell, Learn(Frames.Of("x", "C", "4")));

        SufficientStatistics statistics = await StatisticsAsync(await RestartAsync(cell));

        Assert.Equal((2, 4, 3), (statistics.Values(0)!.Min, statistics.Values(0)!.Max, statistics.Values(0)!.Median));
    }

    [Fact]
    public async Task A_frozen_project_neither_learns_nor_answers_learnpredict()
    {
        IActorRef cell = await CreateAsync();
        await Ask<RowsUpdated>(cell, Learn(Three));
        ModelId model = ModelId.Parse("m");
        MlContext context = MlContext.Empty with { TargetAttributeNames = ["y"] };
        await Ask<ProjectProtocol.ModelBuilt>(cell, new ProjectProtocol.BuildModel(Iris, AttemptId.New(), model, "mlr", context));
        await CarryOutAsync(cell, new SetFrozen(Iris, Frozen: true));

        Refused refused = await Ask<Refused>(cell, new LearnPredictProtocol.LearnPredict(
            Iris, AttemptId.New(), model, Three, new LearnPredictProtocol.LearnPredictPlan(true, true, []), "test"));

        Assert.Equal(Fault.Frozen("iris"), refused.Fault);
        Assert.Equal(3, (await StatisticsAsync(cell)).Rows);
    }

    private static ProjectSettings Partition(params (string, string)[] more) =>
        Settings(true, [(LearningOptions.PartitionParameter, "class"), .. more]) with { Type = LearningOptions.PartitionType };

    private static ProjectSettings Sequence(params (string, string)[] more) =>
        Settings(true, [(LearningOptions.OrderParameter, "1"), .. more]) with { Type = LearningOptions.SequenceType };

    private static ProjectSettings Window(params (string, string)[] more) => Settings(true, [(LearningOptions.WindowParameter, "2"), .. more]);

    private static StatisticsDigest Sums(params string[] rows) => Frames.Sums(Frames.Of("x", "C", rows)).Digest();

    private async Task<ProjectContent> ExportAsync(IActorRef cell) =>
        ProjectArchive.Read((await Ask<ProjectExported>(cell, new ExportProject(Iris))).Text, maxAttributes: 10);

    private async Task EraseAsync(IActorRef cell)
    {
        await Ask<ProjectProtocol.Erased>(cell, new ProjectProtocol.EraseProject(Iris));
        await StopAsync(cell);
    }
}
