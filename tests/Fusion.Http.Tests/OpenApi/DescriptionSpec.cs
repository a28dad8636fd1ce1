using System.Text.Json.Nodes;
using Fusion.Http.OpenApi;
using Fusion.Http.Tests.Support;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Fusion.Http.Tests.OpenApi;

/// <summary>The description says everything that the contract's table says, and nothing else but what is listed as ours.</summary>
public sealed class DescriptionSpec(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    // Lowered with each endpoint that leaves the list.
    private const int MostLater = 23;

    // Our own, beside the contract.
    private static readonly string[] Ours =
    [
        "GET /symetry/rest/{}/projects/{}/digest",
        "POST /symetry/rest/{}/projects/{}/crossvalidate",
    ];

    // A second path of an operation that is described under its first.
    private const string Alias = "DELETE /symetry/{cid}/projects/{pid}";

    private readonly ApiHost _host = fixture.Fresh();

    [Fact]
    public async Task What_is_documented_is_described_but_for_a_list_that_only_shrinks()
    {
        string[] described = await DescribedAsync(), later = Description.Lines("later-endpoints.txt");

        Assert.Equal(later.Order(), DocumentedEndpoints.All.Except(described).Order());
        Assert.InRange(later.Length, 0, MostLater);
    }

    [Fact]
    public async Task What_is_described_is_documented_or_ours()
    {
        string[] described = await DescribedAsync();

        Assert.Equal(Ours.Order(), described.Except(DocumentedEndpoints.All).Order());
    }

    [Fact]
    public async Task Every_endpoint_has_notes_and_all_notes_have_an_endpoint()
    {
        Description description = await Description.OfAsync(_host);

        Assert.Equal(OperationCatalogue.Keys.Order(), description.Operations.Select(operation => $"{operation.Verb} {operation.Path}").Order());
        Assert.All(description.Operations, operation => Assert.EndsWith(".", operation.Operation["summary"]!.GetValue<string>(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_served_is_described_but_for_one_alias_and_what_is_refused()
    {
        Description description = await Description.OfAsync(_host);
        IEnumerable<string> served = _host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .SelectMany(endpoint => (endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? []).Select(verb => $"{verb} {endpoint.RoutePattern.RawText}"))
            .Where(call => call.Contains("/symetry/", StringComparison.Ordinal) || call.EndsWith("/smlaccess", StringComparison.Ordinal));

        Assert.Equal([Alias], served.Except(description.Operations.Select(operation => $"{operation.Verb} {operation.Path}")));
    }

    [Fact]
    public async Task A_call_is_described_with_parameters_body_answers_and_errors()
    {
        JsonObject learn = await OperationAsync("POST", "/symetry/rest/{cid}/projects/{pid}/learn");
        JsonObject create = await OperationAsync("POST", "/symetry/rest/{cid}/projects");

        Assert.Equal(
            ["cid", "pid", "async", "errorHandling", "Content-Encoding", "sym-types", "Idempotency-Key"],
            learn["parameters"]!.AsArray().Select(parameter => parameter!["name"]!.GetValue<string>()));
        Assert.NotNull((await Description.OfAsync(_host)).Resolve(learn["requestBody"]!["content"]!["application/json"]!["schema"]!)["properties"]!["attributeNames"]);
        Assert.Equal(["200", "202", "400", "401", "413", "500", "503"], learn["responses"]!.AsObject().Select(answer => answer.Key).Order());
        Assert.Contains("Cannot Find SYMETRYML id[{pid}] for Customer id [{cid}]", learn["responses"]!["400"]!["description"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.True(create["parameters"]![1]!["required"]!.GetValue<bool>());
        Assert.Contains("already have SYMETRYML", create["responses"]!["409"]!["description"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answers_are_envelopes_with_the_entities_as_they_are_written()
    {
        Description description = await Description.OfAsync(_host);
        JsonObject show = await OperationAsync("GET", "/symetry/rest/{cid}/projects/{pid}/models/{modelid}");
        JsonNode envelope = description.Resolve(show["responses"]!["200"]!["content"]!["application/json"]!["schema"]!);

        Assert.Equal(["statusCode", "statusString", "values"], envelope["properties"]!.AsObject().Select(property => property.Key));
        string reference = envelope["properties"]!["values"]!["properties"]!["modelInfo"]!["$ref"]!.GetValue<string>();
        Assert.Equal("#/components/schemas/ModelInfo", reference);
        Assert.Contains("targetindexes", description.Json["components"]!["schemas"]!["ModelInfo"]!["properties"]!.AsObject().Select(property => property.Key));
        Assert.All(References(description.Json), target => Assert.NotNull(description.Json["components"]!["schemas"]![target]));
    }

    [Fact]
    public async Task People_read_it_on_a_page_that_fetches_nothing_from_elsewhere()
    {
        using var http = new HttpClient();

        using HttpResponseMessage response = await http.GetAsync(new Uri(_host.Address + "/docs"));

        string page = await response.Content.ReadAsStringAsync();
        Assert.Equal("text/html; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        Assert.StartsWith("default-src 'none'; connect-src 'self'", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.DoesNotContain("://", page, StringComparison.Ordinal);
        Assert.Contains("""fetch("openapi/v1.json")""", page, StringComparison.Ordinal);
    }

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject map => map.SelectMany(entry => entry is { Key: "$ref", Value: JsonValue target } ? [target.GetValue<string>().Split('/')[^1]] : References(entry.Value)),
        JsonArray list => list.SelectMany(References),
        _ => [],
    };

    private async Task<string[]> DescribedAsync() =>
        [.. (await Description.OfAsync(_host)).Operations.Select(operation => DocumentedEndpoints.Normal(operation.Verb, operation.Path))];

    private async Task<JsonObject> OperationAsync(string verb, string path) =>
        (await Description.OfAsync(_host)).Operations.Single(operation => operation.Verb == verb && operation.Path == path).Operation;
}
