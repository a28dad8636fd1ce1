using System.Text.Json;
using Fusion.Contracts.Projects;
using Fusion.Node.Admin.Views;
using Fusion.Node.Cli;
using Fusion.Node.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Fusion.Node.Tests.Admin;

/// <summary>The verbs against a running node.</summary>
[Collection(ProcessWide.Name)]
public sealed class InspectionSpec(AdminNode node) : IClassFixture<AdminNode>
{
    [Fact]
    public async Task Members_names_the_node_with_its_shards()
    {
        MemberView member = Assert.Single(await AskAsync<List<MemberView>>("cluster", "members"));

        Assert.StartsWith("akka.tcp://fusion@127.0.0.1:", member.Address, StringComparison.Ordinal);
        Assert.Equal(("Up", true, true, 1), (member.Status, member.IsLeader, member.IsAsked, member.UpNumber));
        Assert.Empty(member.UnreachableBy);
        Assert.True(member.Shards >= 4, $"{member.Shards} shards"); // of a cell, its customer, a job and its number
        Assert.Equal(member.Shards, (await AskAsync<List<RegionView>>("cluster", "regions")).Sum(region => region.Shards));
    }

    [Fact]
    public async Task Status_tells_what_the_parts_tell()
    {
        StatusView status = await AskAsync<StatusView>("cluster", "status");

        Assert.Equal(("Up", status.Node, 0, 5), (status.NodeStatus, status.Leader, status.Behind, status.Regions));
        Assert.Equal(1, Assert.Single(status.Members).Value);
        Assert.Empty(status.Unreachable.Concat(status.Silent));
    }

    [Fact]
    public async Task Entities_of_a_region_have_rows_size_and_last_commit()
    {
        EntityListView list = await AskAsync<EntityListView>("cluster", "entities", "cell");
        ShardView shard = Assert.Single(await AskAsync<List<ShardView>>("cluster", "shards", "cell"));

        EntityView cell = Assert.Single(list.Entities);
        Assert.Equal((1, "c1/north", shard.Shard, shard.Node, 3L), (list.Total, cell.Entity, cell.Shard, cell.Node, cell.Rows));
        Assert.True(cell.StateBytes > 0);
        Assert.NotNull(cell.LastCommit);
    }

    [Fact]
    public async Task Entities_of_all_regions_are_there_and_a_job_says_what_it_did()
    {
        EntityListView all = await AskAsync<EntityListView>("cluster", "entities");

        Assert.Equal(all.Total, all.Entities.Count);
        Assert.Equal("build, done", Assert.Single(all.Entities, entity => entity.Region == "job").Note);
        Assert.Contains(all.Entities, entity => entity is { Region: "customer", Entity: "c1" });
    }

    [Fact]
    public async Task A_limit_is_kept_and_the_total_told()
    {
        EntityListView some = await AskAsync<EntityListView>("cluster", "entities", "--limit", "1");
        (_, string table, _) = await RunAsync("cluster", "entities", "--limit", "1");

        Assert.Single(some.Entities);
        Assert.Contains($"1 of {some.Total} entities; --limit shows more", table, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cell_says_where_and_how_it_is()
    {
        ProjectView cell = await AskAsync<ProjectView>("cell", "c1/north", "--digest");

        ProjectStanding standing = cell.Standing;
        Assert.Equal(("c1/north", ProjectKind.Cell, 3L, 2, 1, 1L), (cell.Entity, standing.Kind, standing.Rows, standing.Attributes, standing.Models, standing.Commits));
        Assert.Equal((0, 0, 64), (standing.Waiting, standing.InFlight, standing.Digest?.Length));
        Assert.Equal((await AskAsync<List<MemberView>>("cluster", "members"))[0].Address, standing.Node);
    }

    [Fact]
    public async Task A_fusion_is_shown_as_it_is_without_a_refresh()
    {
        ProjectView fusion = await AskAsync<ProjectView>("cell", "c1/all");

        Assert.Equal((ProjectKind.Fusion, 1, 0L), (fusion.Standing.Kind, fusion.Standing.Cells, fusion.Standing.Rows));
    }

    [Fact]
    public async Task A_job_says_where_and_how_it_is()
    {
        JobView job = await AskAsync<JobView>("job", $"c1/{node.Job}");

        Assert.Equal(("build", true, "lda"), (job.Info.Type, job.Info.IsDone, job.Info.Details?["algorithm"]));
        Assert.Equal((await AskAsync<List<MemberView>>("cluster", "members"))[0].Address, job.Node);
    }

    [Theory]
    [InlineData("up number", "cluster", "members")]
    [InlineData("not counted in", "cluster", "status")]
    [InlineData("job-number", "cluster", "regions")]
    [InlineData("customer", "cluster", "shards")]
    [InlineData("c1/north", "cluster", "entities")]
    [InlineData("last commit", "cell", "c1/north")]
    [InlineData("last change", "cell", "c1/all")]
    public async Task People_get_tables(string text, params string[] verb)
    {
        (int code, string output, string error) = await RunAsync(verb);

        Assert.Equal((ExitCode.Success, ""), (code, error));
        Assert.StartsWith("┌", output, StringComparison.Ordinal);
        Assert.Contains(text, output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("No member has the address [127.0.0.1:1]; the members are akka.tcp://fusion@127.0.0.1:", "cluster", "leave", "127.0.0.1:1")]
    [InlineData("No member has the address [akka.tcp://other@127.0.0.1:1]; the members are akka.tcp://", "cluster", "down", "akka.tcp://other@127.0.0.1:1")]
    [InlineData("There is no region [cells]; the regions are cell, customer, fusion, job, job-number", "cluster", "shards", "cells")]
    [InlineData("There is no log level [loud]; allowed are debug, info, warning, error", "cluster", "log-level", "loud")]
    [InlineData("User [c1] has no project [nowhere]", "cell", "c1/nowhere")]
    [InlineData("User [c1] has no job 4711, or its result has expired", "job", "c1/4711")]
    public async Task What_cannot_be_ends_with_1_and_says_what_can(string message, params string[] verb)
    {
        (int code, string output, string error) = await RunAsync(verb);

        Assert.Equal((ExitCode.Failure, ""), (code, output));
        Assert.StartsWith($"fusion: {message}", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_token_ends_with_1_and_says_so()
    {
        using TempFolder temp = new();
        await File.WriteAllTextAsync(temp["token"], new string('0', 64));

        (int code, _, string error) = await RunAsync("cluster", "status", "--token-file", temp["token"]);

        Assert.Equal(ExitCode.Failure, code);
        Assert.StartsWith($"fusion: The node at {node.Admin} takes another admin token; give --data", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_node_that_is_not_there_ends_with_1_and_is_named()
    {
        (int code, _, string error) = await RunAsync("cluster", "status", "--admin", "http://127.0.0.1:1");

        Assert.Equal(ExitCode.Failure, code);
        Assert.StartsWith("fusion: No node answers at http://127.0.0.1:1/: ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_without_a_token_is_named()
    {
        using TempFolder temp = new();

        (int code, _, string error) = await CapturedConsole.RunAsync("cluster", "status", "--data", temp["nowhere"]);

        Assert.Equal(ExitCode.Failure, code);
        Assert.StartsWith($"fusion: There is no admin token in {temp["nowhere"]}", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(temp["nowhere"]));
    }

    [Fact]
    public async Task The_log_level_changes_at_once()
    {
        ILoggerFactory loggers = node.Services.GetRequiredService<ILoggerFactory>();
        ILogger ours = loggers.CreateLogger("Fusion.Node"), akkas = loggers.CreateLogger("Akka.Actor.ActorSystem");
        Assert.False(ours.IsEnabled(LogLevel.Information));

        await RunAsync("cluster", "log-level", "debug");
        bool[] loud = [ours.IsEnabled(LogLevel.Debug), akkas.IsEnabled(LogLevel.Debug)];
        await RunAsync("cluster", "log-level", "error");

        Assert.Equal([true, true], loud);
        Assert.False(ours.IsEnabled(LogLevel.Warning));
    }

    private async Task<T> AskAsync<T>(params string[] verb)
    {
        (int code, string output, string error) = await RunAsync([.. verb, "--json"]);
        Assert.Equal((ExitCode.Success, ""), (code, error));
        return JsonSerializer.Deserialize<T>(output, Fusion.Node.Admin.AdminJson.Options)!;
    }

    private Task<(int Code, string Output, string Error)> RunAsync(params string[] verb) => CapturedConsole.RunAsync([.. verb, "--data", node.Data]);
}
