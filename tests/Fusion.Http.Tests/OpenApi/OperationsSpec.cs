using System.Text.Json.Nodes;
using Fusion.Http.OpenApi;
using Fusion.Http.Tests.Support;
using Fusion.Models;

namespace Fusion.Http.Tests.OpenApi;

/// <summary>What generators of clients need of the description.</summary>
public sealed class OperationsSpec(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private const string Base = "/symetry/rest/{cid}/";

    private readonly ApiHost _host = fixture.Fresh();

    [Fact]
    public async Task Every_operation_has_a_name_of_its_own_in_camel_case()
    {
        string[] ids = [.. (await Description.OfAsync(_host)).Operations.Select(call => call.Operation["operationId"]!.GetValue<string>())];

        Assert.All(ids, id => Assert.Matches("^[a-z]+([A-Z][a-z]+)+$", id));
        Assert.Equal(ids.Distinct(), ids);
        Assert.Contains("createProject", ids);
    }

    [Fact]
    public async Task Every_operation_is_in_one_group_and_no_group_is_empty()
    {
        Description description = await Description.OfAsync(_host);

        string[] used = [.. description.Operations.Select(call => Assert.Single(call.Operation["tags"]!.AsArray())!.GetValue<string>())];

        Assert.Equal(OperationCatalogue.Tags, description.Json["tags"]!.AsArray().Select(tag => tag!["name"]!.GetValue<string>()));
        Assert.Equal(OperationCatalogue.Tags.Order(), used.Distinct().Order());
    }

    [Theory]
    [InlineData("POST projects/{pid}/learn", true)]
    [InlineData("POST projects/{pid}/explore", true)]
    [InlineData("POST projects/fusion/create", true)]
    [InlineData("POST projects", false)]
    [InlineData("POST projects/fusion/{pid}/cellsStatus", false)]
    public async Task A_body_is_required_where_the_call_means_nothing_without(string call, bool required) =>
        Assert.Equal(required, (await FindAsync(call))["requestBody"]!["required"]?.GetValue<bool>() ?? false);

    [Theory]
    [InlineData("POST projects/{pid}/learn")]
    [InlineData("POST projects/{pid}/forget")]
    [InlineData("POST projects/{pid}/predict/{modelid}")]
    public async Task Rows_come_in_three_formats_each_compressed_or_not(string call)
    {
        JsonObject operation = await FindAsync(call), contents = operation["requestBody"]!["content"]!.AsObject();

        Assert.Equal(["application/json", "text/csv", "application/vnd.apache.arrow.stream"], contents.Select(content => content.Key));
        Assert.Equal("binary", contents["application/vnd.apache.arrow.stream"]!["schema"]!["format"]!.GetValue<string>());
        Assert.Contains("Content-Encoding", operation["requestBody"]!["description"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(["gzip", "zstd"], Allowed(operation, "Content-Encoding"));
    }

    [Fact]
    public async Task Parameters_have_types_and_known_values()
    {
        JsonObject explore = await FindAsync("POST projects/{pid}/explore"), build = await FindAsync("POST projects/{pid}/build");
        JsonObject create = await FindAsync("POST projects");

        Assert.Equal("boolean", Schema(explore, "async")["type"]!.GetValue<string>());
        Assert.Equal("boolean", Schema(create, "persist")["type"]!.GetValue<string>());
        Assert.Equal("string", Schema(create, "pid")["type"]!.GetValue<string>());
        Assert.Equal(ExploreMetrics.Ids, Allowed(explore, "metric"));
        Assert.Equal(Algorithms.All.Select(algorithm => algorithm.Id), Allowed(build, "algo"));
        Assert.Equal(["cpu", "dynamic", "gpu", "mgpuf", "mgpud", "sequence", "partition"], Allowed(create, "type"));
    }

    [Fact]
    public async Task Bodies_and_answers_are_named_schemas()
    {
        JsonObject learn = await FindAsync("POST projects/{pid}/learn"), explore = await FindAsync("POST projects/{pid}/explore");
        Description description = await Description.OfAsync(_host);

        Assert.Equal("#/components/schemas/DataFrame", Reference(learn["requestBody"]!));
        Assert.Equal("#/components/schemas/ExploreContext", Reference(explore["requestBody"]!));
        JsonNode contexts = description.Json["components"]!["schemas"]!["ExploreContext"]!["properties"]!["values"]!;
        Assert.Equal("#/components/schemas/MLContext", contexts["items"]!["$ref"]!.GetValue<string>());
        Assert.Equal("#/components/schemas/Envelope", Reference(learn["responses"]!["200"]!));
        Assert.All(
            description.Operations.SelectMany(call => call.Operation["responses"]!.AsObject()).Where(answer => answer.Value!["content"] is not null),
            answer => Assert.EndsWith("Envelope", Reference(answer.Value!), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("POST projects/{pid}/build")]
    [InlineData("POST projects/{pid}/learn")]
    [InlineData("GET projects/info")]
    public async Task A_job_that_was_started_is_named_in_headers(string call)
    {
        JsonNode headers = (await FindAsync(call))["responses"]!["202"]!["headers"]!;

        Assert.Equal(["Location", "sym-job-id"], headers.AsObject().Select(header => header.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Signing_and_the_format_of_sockets_are_described()
    {
        using var http = new HttpClient();
        string about = (await Description.OfAsync(_host)).Json["info"]!["description"]!.GetValue<string>();
        string page = await http.GetStringAsync(new Uri(_host.Address + "/docs"));

        Assert.Contains("sym-content-sha256", about, StringComparison.Ordinal);
        Assert.Contains("(/docs#sockets)", about, StringComparison.Ordinal);
        Assert.Contains("id=\"signing\"", page, StringComparison.Ordinal);
        Assert.Contains("id=\"sockets\"", page, StringComparison.Ordinal);
    }

    private static JsonNode Schema(JsonObject operation, string parameter) =>
        operation["parameters"]!.AsArray().Single(one => one!["name"]!.GetValue<string>() == parameter)!["schema"]!;

    private static IEnumerable<string> Allowed(JsonObject operation, string parameter) =>
        Schema(operation, parameter)["enum"]!.AsArray().Select(value => value!.GetValue<string>());

    private static string Reference(JsonNode bodyOrAnswer) => bodyOrAnswer["content"]!["application/json"]!["schema"]!["$ref"]!.GetValue<string>();

    private async Task<JsonObject> FindAsync(string call)
    {
        string[] parts = call.Split(' ');
        return (await Description.OfAsync(_host)).Operations.Single(one => one.Verb == parts[0] && one.Path == Base + parts[1]).Operation;
    }
}
