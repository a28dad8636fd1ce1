using Akka.Actor;
using Fusion.Actors.Cells;
using Fusion.Actors.Projects;
using Fusion.Actors.Tests.Support;
using Fusion.Contracts.Ids;
using Fusion.Contracts.Projects;
using Fusion.Contracts.Protocols;
using Fusion.Models;
using Fusion.Statistics.Frames;
using static Fusion.Contracts.Protocols.CellProtocol;

namespace Fusion.Actors.Tests.Fusions;

/// <summary>A fusion of real cells answers what one cell with all their rows answers, also after a restart without its cells.</summary>
public sealed class FusionVariantSpec : FusionSpec
{
    private static readonly (string, string)[] Squares =
        [("sml_project_power_column", "x"), ("sml_project_power_min", "1.5"), ("sml_project_power_max", "2"), ("sml_project_power_steps", "2")];

    private static readonly DataFrame[] Colours = Typed("TCC");
    private static readonly DataFrame Asked = Frames.Of("c,x", "TC", " RED,2", "blue,", "green,9", ",3");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Raw_values_are_predicted_by_bucket_as_the_pooled_cell_does(bool impute)
    {
        ProjectSettings settings = Settings(true, (LearningOptions.HashParameter, "1024"));
        string red = $"c$h{new HashTrick(1024).BucketOf("red"u8)}";

        await SameAsPooledAsync(settings, [red, "x"], impute);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Raw_columns_are_predicted_by_their_power_copies_as_the_pooled_cell_does(bool impute) =>
        await SameAsPooledAsync(Settings(true, Squares), ["pt_x^1.5", "pt_x^2"], impute);

    [Fact]
    public async Task Its_transform_shows_the_power_copies()
    {
        IActorRef[] cells = [await CellAsync("a", Settings(true, Squares), Colours[0]), await CellAsync("b", Settings(true, Squares), Colours[1])];
        IActorRef hub = await CreateAsync("a", "b");
        await FusedAsync(hub, cells);

        DataFrame shown = (await Ask<TransformProtocol.Transformed>(hub, new TransformProtocol.Transform(Hub, Asked))).Frame;

        Assert.Equal(["c", "x", "pt_x^1.5", "pt_x^2"], shown.AttributeNames.ToArray());
    }

    [Fact]
    public async Task It_tells_the_split_column_and_has_the_parts_of_the_pooled_cell()
    {
        ProjectSettings settings = Settings(true, (LearningOptions.PartitionParameter, "c")) with { Type = LearningOptions.PartitionType };

        (ProjectInfo info, SharedVariant fused, SharedVariant pooled) = await FuseAndRestartAsync(settings, "SCC");

        Assert.Equal(("cpu", "c"), (info.Settings.Type, info.Settings.Parameters[LearningOptions.PartitionParameter]));
        Assert.Equal(["Red", "blue", "green", "red"], fused.Partitions!.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(pooled.Partitions!.Select(part => (part.Key, part.Value.Digest())), fused.Partitions!.Select(part => (part.Key, part.Value.Digest())));
    }

    [Theory]
    [InlineData("mlda")]
    [InlineData("mqda")]
    public async Task A_discriminant_of_its_partitions_is_that_of_the_pooled_cell(string algorithm)
    {
        ProjectSettings settings = Settings(true, (LearningOptions.PartitionParameter, "c")) with { Type = LearningOptions.PartitionType };
        string[] rows = [.. Enumerable.Range(0, 24).Select(i => $"{(i % 2 == 0 ? "red" : "blue")},{i * i % 17}.{i},{i * 7 % 11}")];
        DataFrame[] frames = [Frames.Of("c,x,y", "SCC", rows[..9]), Frames.Of("c,x,y", "SCC", rows[9..])];
        IActorRef[] cells = [await CellAsync("a", settings, frames[0]), await CellAsync("b", settings, frames[1])];
        IActorRef pooled = await CellAsync("pooled", settings, frames), hub = await CreateAsync("a", "b");
        await FusedAsync(hub, cells);

        FittedModel expected = await FitAsync(pooled, Project("pooled"), algorithm), actual = await FitAsync(hub, Hub, algorithm);

        Assert.Equal(["blue", "red"], actual.Targets.Select(target => target.Name));
        Assert.Equal(expected.Parameters.Keys, actual.Parameters.Keys);
        Assert.All(expected.Parameters, entry => Assert.Equal(entry.Value.AsEnumerable(), actual.Parameters[entry.Key].AsEnumerable()));
    }

    [Fact]
    public async Task A_discriminant_of_partitions_is_refused_at_once_where_there_are_none()
    {
        IActorRef cell = await CellAsync("a", Settings(), Frames.Of("x,y", "CC", "1,2"));

        Refused refused = await Ask<Refused>(cell, new ProjectProtocol.CheckBuild(Project("a"), "mqda", MlContext.Empty));

        Assert.Contains("needs a project of type partition", refused.Fault.Text, StringComparison.Ordinal);
    }

    private async Task<FittedModel> FitAsync(IActorRef project, ProjectId id, string algorithm)
    {
        await Ask<ProjectProtocol.ModelBuilt>(project, new ProjectProtocol.BuildModel(id, AttemptId.New(), ModelId.Parse("m"), algorithm, MlContext.Empty));
        return (await Ask<ProjectProtocol.ModelFound>(project, new ProjectProtocol.GetModel(id, ModelId.Parse("m")))).Model;
    }

    [Fact]
    public async Task It_has_the_counts_of_runs_of_the_pooled_cell()
    {
        ProjectSettings settings = Settings(true, (LearningOptions.OrderParameter, "2")) with { Type = LearningOptions.SequenceType };

        (ProjectInfo info, SharedVariant fused, SharedVariant pooled) = await FuseAndRestartAsync(settings, "TCC");

        Assert.Equal("2", info.Settings.Parameters[LearningOptions.OrderParameter]);
        Assert.Equal(2, fused.Runs!["blue"]);
        Assert.Equal(pooled.Runs!, fused.Runs!);
    }

    [Fact]
    public async Task What_becomes_of_a_row_is_known_before_anyone_is_answered_and_when_all_cells_are_gone()
    {
        ProjectSettings settings = Settings(true, (LearningOptions.HashParameter, "1024"));
        IActorRef[] cells = [await CellAsync("a", settings, Colours[0]), await CellAsync("b", settings, Colours[1])];
        IActorRef hub = await CreateAsync("a", "b");
        await FusedAsync(hub, cells);
        await BuildAsync(hub, Hub, [$"c$h{new HashTrick(1024).BucketOf("red"u8)}"]);
        string[] before = await PredictAsync(hub, Hub, impute: false);

        await Ask<FusionProtocol.CellsUpdated>(hub, new FusionProtocol.UpdateCells(Hub, AttemptId.New(), [Login("gone")]));
        await StopAsync(hub);
        hub = Start();

        Assert.Equal(before, await PredictAsync(hub, Hub, impute: false));
        Assert.Equal("1024", (await RefreshAsync(hub, ("gone", "v1", null))).Settings.Parameters[LearningOptions.HashParameter]);
    }

    [Fact]
    public async Task A_cell_with_other_settings_is_a_failed_cell()
    {
        IActorRef[] cells =
        [
            await CellAsync("a", Settings(true, (LearningOptions.HashParameter, "8")), Colours[0]),
            await CellAsync("b", Settings(true, (LearningOptions.HashParameter, "9")), Colours[1]),
        ];
        IActorRef hub = await CreateAsync("a", "b");

        ProjectInfo info = await FusedAsync(hub, cells);

        Assert.Equal(3, info.Rows);
        Assert.Equal("c1/b at localhost:8080: the key sml_project_hashtrick_binsize is [9], but [8] in the cells before it; it is left out", info.FetchError);
    }

    [Fact]
    public async Task A_copy_without_its_variant_is_not_current()
    {
        IActorRef cell = await CellAsync("a", Settings(true, (LearningOptions.HashParameter, "8")), Colours[0]);
        ProjectProtocol.StatisticsFound found = await ReleaseAsync(cell, Project("a"), null);

        await ReleaseAsync(cell, Project("a"), found.Version[..^2]);
        await Ask<ProjectProtocol.StatisticsUnchanged>(cell, new ProjectProtocol.GetStatistics(Project("a"), found.Version, []));
    }

    private async Task SameAsPooledAsync(ProjectSettings settings, string[] inputs, bool impute)
    {
        IActorRef[] cells = [await CellAsync("a", settings, Colours[0]), await CellAsync("b", settings, Colours[1])];
        IActorRef pooled = await CellAsync("pooled", settings, Colours);
        IActorRef hub = await CreateAsync("a", "b");
        Assert.Equal((string.Empty, 6), (await FusedAsync(hub, cells) is var info ? info.FetchError : "", info.Rows));
        await BuildAsync(pooled, Project("pooled"), inputs);
        await BuildAsync(hub, Hub, inputs);

        string[] expected = await PredictAsync(pooled, Project("pooled"), impute);
        Assert.Equal(expected, await PredictAsync(hub, Hub, impute));
        await StopAsync(hub);

        Assert.Equal(4, expected.Distinct().Count());
        Assert.Equal(expected, await PredictAsync(Start(), Hub, impute));
    }

    /// <summary>The fusion is stopped between the refresh and the question, and its cells are not asked again.</summary>
    private async Task<(ProjectInfo Info, SharedVariant Fused, SharedVariant Pooled)> FuseAndRestartAsync(ProjectSettings settings, string types)
    {
        DataFrame[] frames = Typed(types);
        IActorRef[] cells = [await CellAsync("a", settings, frames[0]), await CellAsync("b", settings, frames[1])];
        IActorRef pooled = await CellAsync("pooled", settings, frames);
        IActorRef hub = await CreateAsync("a", "b");
        await FusedAsync(hub, cells);
        await Ask<LifeCycleProtocol.CarriedOut>(hub, new LifeCycleProtocol.SetFrozen(Hub, Frozen: true));
        await StopAsync(hub);
        hub = Start();
        return (await InfoAsync(hub), (await ReleaseAsync(hub, Hub, null)).Variant!, (await ReleaseAsync(pooled, Project("pooled"), null)).Variant!);
    }

    private static DataFrame[] Typed(string types) =>
        [Frames.Of("c,x,y", types, "red,1,1", "blue,3,5", "red,4,2"), Frames.Of("c,x,y", types, "green,2,9", "blue,5,4", "Red,7,3")];

    private async Task<IActorRef> CellAsync(string name, ProjectSettings settings, params DataFrame[] frames)
    {
        ProjectId id = Project(name);
        ActorServices services = Services;
        IActorRef cell = Sys.ActorOf(Props.Create(() => new CellActor(id, services)));
        await Ask<ProjectProtocol.Created>(cell, new CreateCell(id, settings));
        foreach (DataFrame frame in frames) await Ask<RowsUpdated>(cell, new UpdateRows(id, AttemptId.New(), Forget: false, frame, "test"));
        return cell;
    }

    /// <summary>One refresh in which the cells "a" and "b" answer for themselves.</summary>
    private async Task<ProjectInfo> FusedAsync(IActorRef hub, IActorRef[] cells)
    {
        Task<ProjectInfo> info = InfoAsync(hub);
        foreach (var _ in cells) AnswerFind();
        foreach (var _ in cells)
        {
            ProjectProtocol.GetStatistics question = Cells.ExpectMsg<ProjectProtocol.GetStatistics>(Patience);
            Cells.Forward(question.ProjectId.Name.Value == "a" ? cells[0] : cells[1]);
        }

        return await info;
    }

    private async Task<ProjectProtocol.StatisticsFound> ReleaseAsync(IActorRef project, ProjectId id, string? known) =>
        await Ask<ProjectProtocol.StatisticsFound>(project, new ProjectProtocol.GetStatistics(id, known, []));

    private async Task BuildAsync(IActorRef project, ProjectId id, string[] inputs)
    {
        MlContext context = MlContext.Empty with { TargetAttributeNames = ["y"], InputAttributeNames = [.. inputs] };
        await Ask<ProjectProtocol.ModelBuilt>(project, new ProjectProtocol.BuildModel(id, AttemptId.New(), ModelId.Parse("m"), "mlr", context));
    }

    private async Task<string[]> PredictAsync(IActorRef project, ProjectId id, bool impute)
    {
        ProjectProtocol.Predict query = new(id, ModelId.Parse("m"), Asked, impute);
        return [.. (await Ask<ProjectProtocol.Predicted>(project, query)).Rows.Select(row => row[0].Value)];
    }
}
