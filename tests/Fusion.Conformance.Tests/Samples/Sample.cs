using System.Text.Json.Nodes;
using Fusion.Conformance.Tests.Support;

namespace Fusion.Conformance.Tests.Samples;

/// <summary>One documented request and its documented answer, as the files have it.</summary>
internal sealed class Sample(JsonObject json)
{
    private static readonly Dictionary<string, Sample> All = new[] { "samples-core.json", "samples-rest.json" }
        .SelectMany(file => JsonNode.Parse(File.ReadAllBytes(System.IO.Path.Combine(AppContext.BaseDirectory, "Data", file)))!.AsArray())
        .Select(sample => new Sample(sample!.AsObject())).ToDictionary(sample => sample.Id);

    public static IEnumerable<string> Ids => All.Keys;

    public string Id => Text("id")!;

    public string Method => Text("method")!;

    public string? Query => Text("query");

    public JsonNode? Body => json["body"];

    public int Status => json["status"]!.GetValue<int>();

    public string Compare => Text("compare")!;

    public double Tolerance => json["tolerance"]?.GetValue<double>() ?? 0;

    /// <summary>The documented <c>Location</c>, or null.</summary>
    public string? Location => json["response_headers"]?[nameof(Location)]?.GetValue<string>();

    /// <summary>What the job that the answer announces ends with, or null.</summary>
    public Sample? Job => json["job"] is JsonObject job ? new Sample(job) : null;

    public static Sample Of(string id) => All[id];

    /// <summary>The path of the caller, who is not the c1 of the documents.</summary>
    public string Path(Account account) => Text("path")!.Replace("/rest/c1/", $"/rest/{account.Cid}/", StringComparison.Ordinal);

    /// <summary>The documented answer to that caller; null when none is printed.</summary>
    public JsonNode? Response(Account account) =>
        json["response"] is { } response ? JsonNode.Parse(response.ToJsonString().Replace("[c1]", $"[{account.Cid}]", StringComparison.Ordinal)) : null;

    private string? Text(string key) => json[key]?.GetValue<string>();
}
