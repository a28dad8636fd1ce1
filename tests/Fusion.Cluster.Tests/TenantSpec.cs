using System.Net;
using System.Text.Json.Nodes;
using Fusion.Client;
using Fusion.Client.Entities;
using Fusion.Cluster.Tests.Support;

namespace Fusion.Cluster.Tests;

/// <summary>Two customers on one node: whatever one calls, it neither sees nor changes what is the other's.</summary>
public sealed class TenantSpec
{
    private const string Other = "c2";
    private const string OtherKey = "EBESExQVFhcYGRobHB0eHw==";
    private const string Project = "secret-project";
    private const string Model = "secret-model";

    [Fact]
    public async Task Every_described_call_by_another_customer_fails_or_shows_only_its_own()
    {
        await using NodeProcess node = await NodeProcess.StartAsync("--user", $"{Other}:{OtherKey}");
        FusionClient owner = node.Client();
        await owner.CreateProjectAsync(Project);
        await owner.LearnAsync(Project, Iris.All);
        long job = await owner.BuildAsync(Project, Model, "mlr", new MlContext { InputAttributeNames = [Iris.Names[0]], TargetAttributeNames = [Iris.Names[1]] });
        await owner.WaitForJobAsync(job);
        ProjectDigest before = await owner.DigestAsync(Project);
        using var http = new HttpClient();
        JsonNode description = JsonNode.Parse(await http.GetStringAsync(new Uri(node.Address, "openapi/v1.json")))!;

        foreach ((string verb, string path, bool hasBody) in Calls(description))
        {
            foreach (string customer in (string[])[NodeProcess.Customer, Other])
            {
                string target = path.Replace("{cid}", customer, StringComparison.Ordinal).Replace("{pid}", Project, StringComparison.Ordinal)
                    .Replace("{modelid}", Model, StringComparison.Ordinal).Replace("{jobid}", $"{job}", StringComparison.Ordinal);
                (HttpStatusCode status, string body) = await SignedCall.SendAsync(node.Address, (verb, target), hasBody ? "{}" : "", customer, OtherKey);
                bool namesNothing = customer == Other
                    && !path.Contains("{pid}", StringComparison.Ordinal) && !path.Contains("{jobid}", StringComparison.Ordinal);
                Assert.True(namesNothing || (int)status >= 400, $"{verb} {target} answered {(int)status}: {body}");
                if (namesNothing) Assert.DoesNotContain("secret", body, StringComparison.Ordinal);
            }
        }

        Assert.Equal(before, await owner.DigestAsync(Project));
        Assert.Equal(Model, (await owner.ModelInfoAsync(Project, Model)).ModelId);
        Assert.Empty(await node.Client(Other, OtherKey).ListProjectsAsync());
    }

    private static IEnumerable<(string Verb, string Path, bool HasBody)> Calls(JsonNode description) =>
        from path in description["paths"]!.AsObject()
        from call in path.Value!.AsObject()
        where call.Value!["security"] is not null
        select (call.Key.ToUpperInvariant(), path.Key, call.Value!["requestBody"] is not null);
}
