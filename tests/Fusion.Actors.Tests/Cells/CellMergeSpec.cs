using Akka.Actor;
using Fusion.Actors.Hosting;
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

/// <summary>Merge of another project, export and import.</summary>
public sealed class CellMergeSpec : CellSpec
{
    private static readonly ProjectEntry Other = new(Project("other"), ProjectKind.Cell);

    [Fact]
    public async Task A_merge_is_as_if_both_had_been_learned_here_and_survives_a_crash()
    {
        IActorRef cell = await CreateAsync();
        await Ask<RowsUpdated>(cell, Learn(Three));

        await MergeAsync(cell, Merge(), Frames.Sums(Two));
        await Ask<RowsUpdated>(cell, Learn(Frames.Of("k,y", "TC", "c,1", "a,")));

        SufficientStatistics statistics = await StatisticsAsync(await RestartAsync(cell));
        Assert.Equal(["x", "y", "k$a", "k$b", "k$c"], statistics.Schema.Select(attribute => attribute.Name));
        Assert.Equal(await PooledAsync(Three, Two, Frames.Of("k,y", "TC", "c,1", "a,")), statistics.Digest());
    }

    [Fact]
    public async Task A_merge_sent_again_under_its_key_counts_once_while_it_is_on_its_way_and_after_a_crash()
    {
        IActorRef cell = await CreateAsync();
        MergeProject command = Merge();

        Task<CarriedOut> first = CarryOutAsync(cell, command), second = CarryOutAsync(cell, command);
        Serve(Frames.Sums(Two));
        await Task.WhenAll(first, second);
        await CarryOutAsync(cell, command);
        cell = await RestartAsync(cell);
        await CarryOutAsync(cell, command);

        Assert.Equal(2, (await StatisticsAsync(cell)).Rows);
        Cells.ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public async Task A_fusion_is_merged_as_its_sum()
    {
        IActorRef cell = await CreateAsync();
        Task<CarriedOut> merged = CarryOutAsync(cell, Merge() with { Other = new ProjectEntry(Project("hub"), ProjectKind.Fusion) });
        ProjectProtocol.GetStatistics question = Fusions.ExpectMsg<ProjectProtocol.GetStatistics>(Patience);
        Fusions.Reply(new ProjectProtocol.StatisticsFound(question.ProjectId, "v1", Frames.Sums(Three), false, [question.ProjectId]));
        await merged;

        Assert.Equal(Frames.Sums(Three).Digest(), (await StatisticsAsync(cell)).Digest());
    }

    [Fact]
    public async Task A_name_with_another_kind_is_refused_and_nothing_changes()
    {
        IActorRef cell = await CreateAsync();
        await Ask<RowsUpdated>(cell, Learn(Three));

        Fault fault = await RefusedAsync(cell, Frames.Sums(Frames.Of("z,x", "CB", "1,1")));
        await Ask<RowsUpdated>(cell, Learn(Three));

        Assert.Equal(FaultCode.InvalidRequest, fault.Code);
        Assert.Contains("'x'", fault.Text, StringComparison.Ordinal);
        Assert.Equal(await PooledAsync(Three, Three), (await StatisticsAsync(await RestartAsync(cell))).Digest());
    }

    [Fact]
    public async Task More_attributes_than_allowed_are_refused()
    {
        Services = ServicesWith(new ActorsOptions { ConnectionString = "unused", MaxAttributes = 3 });
        IActorRef cell = await CreateAsync();
        await Ask<RowsUpdated>(cell, Learn(Three));

        Assert.Equal("Together the projects have 4 attributes; at most 3 are allowed", (await RefusedAsync(cell, Frames.Sums(Two))).Text);
    }

    [Fact]
    public async Task A_frozen_cell_merges_nothing()
    {
        IActorRef cell = await CreateAsync();
        await CarryOutAsync(cell, new SetFrozen(Iris, Frozen: true));

        Assert.Equal(Fault.Frozen("iris"), await RefusedAsync(cell, Frames.Sums(Two)));
    }

    [Fact]
    public async Task A_project_that_does_not_exist_any_more_is_not_merged()
    {
        IActorRef cell = await CreateAsync();
        Task<Refused> refused = Ask<Refused>(cell, Merge());
        Cells.ExpectMsg<ProjectProtocol.GetStatistics>(Patience);
        Cells.Reply(new Refused(Fault.UnknownProject(Customer, "other")));

        Assert.Equal("Cannot Find SYMETRYML id[other] for Customer id [c1]", (await refused).Fault.Text);
    }

    [Fact]
    public async Task Values_counted_elsewhere_do_not_make_a_cell_count()
    {
        IActorRef cell = await CreateAsync();
        EncodedFrame two = FrameEncoder.Encode(Two, AttributeCatalog.Empty, EncodeOptions.Default);

        await MergeAsync(cell, Merge(), SufficientStatistics.Of(two.Blocks, valueCounts: true));

        Assert.False((await StatisticsAsync(cell)).HasValueCounts);
    }

    [Fact]
    public async Task An_export_holds_statistics_models_settings_and_freeze_flag_but_no_name()
    {
        IActorRef cell = await CreateAsync(("mine", "x"));
        await Ask<RowsUpdated>(cell, Learn(Frames.Of("x,y", "CC", "1,2", "3,5", "4,4", "9,2", "7,7")));
        MlContext context = MlContext.Empty with { TargetAttributeNames = ["y"], InputAttributeNames = ["x"] };
        await Ask<ProjectProtocol.ModelBuilt>(cell, new ProjectProtocol.BuildModel(Iris, AttemptId.New(), ModelId.Parse("m"), "mlr", context));
        await CarryOutAsync(cell, new SetFrozen(Iris, Frozen: true));
        await Ask<NameSet>(cell, new SetName(Iris, ProjectName.Parse("lily")));

        ProjectContent content = ProjectArchive.Read((await Ask<ProjectExported>(cell, new ExportProject(Iris))).Text, maxAttributes: 2);

        Assert.Equal((await StatisticsAsync(cell)).Digest(), content.Statistics.Digest());
        Assert.Equal(("m", "x"), (content.Models.Single().ModelId, content.Settings.Parameters["mine"]));
        Assert.Equal(new ProjectCondition(true, null, null), content.Condition);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_imported_cell_is_what_was_exported_and_survives_a_crash_when_it_is_persisted(bool persist)
    {
        ProjectContent content = new(Settings(persist), Frames.Sums(Two), ["k"], [], new ProjectCondition(false, null, null));
        IActorRef cell = Start();
        await Ask<ProjectProtocol.Created>(cell, new ImportCell(Iris, content));
        await Ask<ProjectProtocol.Created>(cell, new ImportCell(Iris, content));
        await Ask<RowsUpdated>(cell, Learn(Frames.Of("k", "T", "a")));

        Assert.Equal(await PooledAsync(Two, Frames.Of("k", "T", "a")), (await StatisticsAsync(cell)).Digest());
        cell = await RestartAsync(cell);
        if (persist) Assert.Equal(3, (await StatisticsAsync(cell)).Rows);
        else Assert.Equal(Iris, Customers.ExpectMsg<CustomerProtocol.ForgetProject>(Patience).ProjectId);
    }

    private static MergeProject Merge() => new(Iris, AttemptId.New(), Other);

    private async Task<StatisticsDigest> PooledAsync(params DataFrame[] frames)
    {
        ProjectId pool = Project("pool");
        ActorServices services = Services;
        IActorRef cell = Sys.ActorOf(Props.Create(() => new Fusion.Actors.Cells.CellActor(pool, services)));
        await Ask<ProjectProtocol.Created>(cell, new CreateCell(pool, Settings()));
        foreach (DataFrame frame in frames) await Ask<RowsUpdated>(cell, Learn(frame) with { ProjectId = pool });
        return (await Ask<ProjectProtocol.StatisticsFound>(cell, new ProjectProtocol.GetStatistics(pool, null, []))).Statistics.Digest();
    }

    private async Task MergeAsync(IActorRef cell, MergeProject command, SufficientStatistics other)
    {
        Task<CarriedOut> merged = CarryOutAsync(cell, command);
        Serve(other);
        await merged;
    }

    private async Task<Fault> RefusedAsync(IActorRef cell, SufficientStatistics other)
    {
        Task<Refused> refused = Ask<Refused>(cell, Merge());
        Serve(other);
        return (await refused).Fault;
    }

    private void Serve(SufficientStatistics statistics)
    {
        ProjectProtocol.GetStatistics question = Cells.ExpectMsg<ProjectProtocol.GetStatistics>(Patience);
        Assert.Equal(Other.ProjectId, question.ProjectId);
        Cells.Reply(new ProjectProtocol.StatisticsFound(question.ProjectId, "v1", statistics, false, [question.ProjectId]));
    }
}
