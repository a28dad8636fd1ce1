using System.Net;
using System.Text.Json.Nodes;
using Fusion.Client;
using Fusion.Client.Entities;
using Fusion.Cluster.Tests.Support;

namespace Fusion.Cluster.Tests;

/// <summary>Jobs of a whole node.</summary>
public sealed class JobSpec
{
    private const string Other = "c2";
    private const string OtherKey = "EBESExQVFhcYGRobHB0eHw==";

    private static readonly MlContext Regression = new() { InputAttributeNames = [Iris.Names[0]], TargetAttributeNames = [Iris.Names[1]] };

    [Fact]
    public async Task No_two_jobs_of_a_node_have_the_same_number_also_after_a_kill()
    {
        await using NodeProcess node = await NodeProcess.StartAsync("--user", $"{Other}:{OtherKey}");
        FusionClient one = node.Client(), other = node.Client(Other, OtherKey);
        foreach (FusionClient client in (FusionClient[])[one, other])
        {
            await client.CreateProjectAsync("iris");
            await client.LearnAsync("iris", Iris.All);
        }

        List<long> numbers = [await BuildAsync(one), await BuildAsync(other), await BuildAsync(one)];
        await node.KillAsync();
        await node.StartAsync();
        numbers.AddRange([await BuildAsync(other), await BuildAsync(one)]);

        Assert.Equal(numbers.Count, numbers.Distinct().Count());
    }

    [Fact]
    public async Task A_finished_job_shows_what_it_did_also_after_a_kill_and_only_to_its_owner()
    {
        await using NodeProcess node = await NodeProcess.StartAsync("--user", $"{Other}:{OtherKey}");
        FusionClient client = node.Client();
        await client.CreateProjectAsync("iris");
        await client.LearnAsync("iris", Iris.All);
        long build = await BuildAsync(client);

        await node.KillAsync();
        await node.StartAsync();
        JsonNode job = (await ValuesAsync(node, "jobs"))["jobInfoList"]!["values"]!.AsArray().Single()!;

        Assert.Equal(build, job["jobId"]!.GetValue<long>());
        Assert.Equal((1, 1, true, true), (Number(job, "current"), Number(job, "maximum"), Flag(job, "isStarted"), Flag(job, "isDone")));
        Assert.Equal(
            ["mlr", "default-rest-client", Iris.Names[0], "m", "iris", Iris.Names[1]],
            job["details"]!.AsObject().Select(detail => detail.Value!.GetValue<string>()));
        (HttpStatusCode status, string body) =
            await SignedCall.SendAsync(node.Address, ("GET", $"/symetry/rest/{Other}/jobs/{build}"), customer: Other, key: OtherKey);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("No such job", body, StringComparison.Ordinal);
    }

    private static async Task<long> BuildAsync(FusionClient client)
    {
        long job = await client.BuildAsync("iris", "m", "mlr", Regression);
        await client.WaitForJobAsync(job);
        return job;
    }

    private static async Task<JsonNode> ValuesAsync(NodeProcess node, string path)
    {
        (HttpStatusCode status, string body) = await SignedCall.SendAsync(node.Address, ("GET", $"/symetry/rest/{NodeProcess.Customer}/{path}"));
        Assert.Equal(HttpStatusCode.OK, status);
        return JsonNode.Parse(body)!["values"]!;
    }

    private static int Number(JsonNode job, string key) => job[key]!.GetValue<int>();

    private static bool Flag(JsonNode job, string key) => job[key]!.GetValue<bool>();
}
