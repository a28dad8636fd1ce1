using System.Text.Json.Nodes;
using Fusion.Conformance.Tests.Clients;
using Fusion.Conformance.Tests.Support;

namespace Fusion.Conformance.Tests;

/// <summary>An existing Rust client works as it is.</summary>
[Collection(OneNode.Name)]
public sealed class RustClientSpec(ConformanceNode node)
{
    private const string Create = "pid=project1&persist=true&type=cpu&enableHistogram=false";

    private const string Rows = """
        {"attributeNames":["x","y"],"attributeTypes":["C","B"],"data":[["1","0"],["2","0"],["4","1"],["5","1"],["bad","1"],["3","0"]],"errorHandling":1}
        """;

    [Fact]
    public async Task It_creates_learns_builds_and_polls_its_job()
    {
        RustClient client = new(node.Url, await node.NewAccountAsync());

        Assert.Equal(201, (await client.SendAsync("POST", "projects", Create, """{"sml_project_autosave":"true"}""")).Status);
        Assert.Equal(200, (await client.SendAsync("POST", "projects/project1/learn", null, Rows)).Status);
        RawAnswer created = await client.SendAsync(
            "POST", "projects/project1/build", "algo=lda&modelid=lda1&svdreduce=false", """{"targets":[1],"inputAttributes":[0]}""");
        RawAnswer finished = await client.FollowAsync(created);
        RawAnswer predicted = await client.SendAsync(
            "POST", "projects/project1/predict/lda1", null, """{"attributeNames":["x"],"attributeTypes":["C"],"data":[["5"],["1"]]}""");

        Assert.Equal((202, "ACCEPTED"), (created.Status, created.Json["statusCode"]!.GetValue<string>()));
        Assert.Equal((200, "Job is finished"), (finished.Status, finished.Json["statusString"]!.GetValue<string>()));
        Assert.Equal(["1", "0"], predicted.Json["values"]!["KSVSMap"]!["values"]!.AsArray().Select(row => row!["res"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_GET_with_an_empty_MD5_is_one_without()
    {
        RustClient client = new(node.Url, await node.NewAccountAsync());
        await client.SendAsync("POST", "projects", Create, "{}");

        RawAnswer list = await client.SendAsync("GET", "projects/list");

        Assert.Equal(200, list.Status);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse("""["project1"]"""), list.Json["values"]!["stringList"]!["values"]));
    }

    [Theory]
    [InlineData("two words")]
    [InlineData("größe")]
    [InlineData("{x}")]
    public async Task It_signs_path_and_query_before_they_are_escaped(string project)
    {
        RustClient client = new(node.Url, await node.NewAccountAsync());

        RawAnswer created = await client.SendAsync("POST", "projects", $"pid={project}&type=cpu", "{}");
        RawAnswer deleted = await client.SendAsync("DELETE", $"projects/{project}");

        Assert.Equal((201, $"Project Created with id:{project}"), (created.Status, created.Json["statusString"]!.GetValue<string>()));
        Assert.Equal(200, deleted.Status);
    }

    [Fact]
    public async Task It_gets_the_documented_status_of_each_error()
    {
        RustClient client = new(node.Url, await node.NewAccountAsync());
        await client.SendAsync("POST", "projects", Create, "{}");

        Assert.Equal(409, (await client.SendAsync("POST", "projects", Create, "{}")).Status);
        Assert.Equal(400, (await client.SendAsync("GET", "projects/other/info")).Status);
        Assert.Equal(400, (await client.SendAsync("GET", "jobs/999999")).Status);
        Assert.Equal(500, (await client.SendAsync("POST", "projects/project1/predict/m", null, """{"attributeNames":["x"],"data":[["1"]]}""")).Status);
        Assert.Equal(401, (await new RustClient(node.Url, new Account("nobody", "AAECAwQFBgcICQoLDA0ODw==")).SendAsync("GET", "projects/list")).Status);
    }
}
