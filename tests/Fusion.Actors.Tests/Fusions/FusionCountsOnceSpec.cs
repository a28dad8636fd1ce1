using Akka.Actor;
using Fusion.Actors.Tests.Support;
using Fusion.Contracts.Projects;
using Fusion.Contracts.Protocols;
using Fusion.Statistics;
using static Fusion.Contracts.Protocols.FusionProtocol;

namespace Fusion.Actors.Tests.Fusions;

public sealed class FusionCountsOnceSpec : FusionSpec
{
    [Fact]
    public async Task Repeated_refreshes_never_count_a_row_twice()
    {
        IActorRef hub = await CreateAsync("a", "b");
        for (int i = 0; i < 5; i++)
        {
            await RefreshAsync(hub, ("a", $"v{i}", A), ("b", $"v{i}", B));
            Time.Advance(TimeSpan.FromSeconds(15));
        }

        ProjectInfo info = await RefreshAsync(hub, ("a", "v9", A), ("b", "v9", B));

        Assert.Equal(5, info.Rows);
    }

    [Fact]
    public async Task One_project_under_two_addresses_counts_once()
    {
        IActorRef hub = Start();
        await Ask<ProjectProtocol.Created>(hub, new CreateFusion(Hub, Settings(), [Login("a"), Login("a", "127.0.0.1")]));

        Task<ProjectInfo> info = InfoAsync(hub);
        for (int i = 0; i < 2; i++) AnswerFind();
        for (int i = 0; i < 2; i++) AnswerStatistics(("a", "v1", A));

        Assert.Equal(2, (await info).Rows);
        Assert.Contains("127.0.0.1:8080: project [a] of customer [c1] is counted already", (await info).FetchError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_circle_of_fusions_is_refused()
    {
        IActorRef hub = await CreateAsync("a");

        Task<ProjectInfo> info = InfoAsync(hub);
        CustomerProtocol.FindProject find = Customers.ExpectMsg<CustomerProtocol.FindProject>(Patience);
        Customers.Reply(new CustomerProtocol.ProjectFound(Customer, new ProjectEntry(Hub, ProjectKind.Fusion)));

        Assert.Equal("a", find.Name.Value);
        Assert.Contains("fusion of itself", (await info).FetchError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cell_that_holds_this_fusion_is_left_out_however_often_it_is_asked()
    {
        IActorRef hub = await CreateAsync("a", "ring");
        SufficientStatistics ring = A.Merge(B);
        for (int refresh = 0; refresh < 3; refresh++)
        {
            Task<ProjectInfo> asked = InfoAsync(hub);
            AnswerTwo(ring, Project("ring"), Hub, Project("b"));
            ProjectInfo info = await asked;

            Assert.Equal(2, info.Rows);
            Assert.Contains("c1/ring at localhost:8080: holds this project itself", info.FetchError, StringComparison.Ordinal);
            Time.Advance(TimeSpan.FromSeconds(15));
        }
    }

    [Fact]
    public async Task A_project_that_is_reached_on_two_ways_counts_once()
    {
        IActorRef hub = await CreateAsync("a", "diamond");

        Task<ProjectInfo> asked = InfoAsync(hub);
        AnswerTwo(A.Merge(B), Project("diamond"), Project("a"), Project("b"));
        ProjectInfo info = await asked;

        Assert.Equal(2, info.Rows);
        Assert.Contains("c1/diamond at localhost:8080: project [a] of customer [c1] is counted already", info.FetchError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_fusion_answers_to_another_names_every_project_in_it()
    {
        IActorRef hub = await CreateAsync("a", "b");
        await RefreshAsync(hub, ("a", "v1", A), ("b", "v1", B));

        ProjectProtocol.StatisticsFound found = await Ask<ProjectProtocol.StatisticsFound>(hub, new ProjectProtocol.GetStatistics(Hub, null, []));

        Assert.Equal(["a", "b", "hub"], found.Sources.Select(source => source.Name.Value).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("a", "b")]
    [InlineData("b", "a")]
    public async Task A_cell_whose_column_is_a_category_elsewhere_is_a_failed_cell(string first, string second)
    {
        IActorRef hub = await CreateAsync(first, second);

        ProjectInfo info = await RefreshAsync(
            hub, ("a", "v1", Frames.Sums(Frames.Of("t", "C", "7"))), ("b", "v1", Frames.Sums(Frames.Of("t", "T", "red", "blue"))));

        Assert.Equal(first == "a" ? 1 : 2, info.Rows);
        Assert.Contains("'t' is an attribute in one operand and a category column in the other.", info.FetchError, StringComparison.Ordinal);
    }
}
