using System.Collections.Immutable;
using System.Text.Json;

namespace Fusion.Models.Tests.Support;

/// <summary>One published result: what was asked, and what the documentation prints.</summary>
internal sealed record PublishedVector(string Id, string Kind, ImmutableArray<string> Files, JsonElement Request, JsonElement Expected, JsonElement Tolerance)
{
    private static readonly Lazy<ImmutableArray<PublishedVector>> All = new(Load);

    public static TheoryData<string> Ids(params string[] kinds) => Ids(kinds, except: []);

    public static TheoryData<string> Ids(string[] kinds, string[] except) =>
        new(All.Value.Where(vector => kinds.Contains(vector.Kind) && !except.Contains(vector.Id)).Select(vector => vector.Id));

    public static PublishedVector Find(string id) => All.Value.Single(vector => vector.Id == id);

    public string? Text(string name) => Request.TryGetProperty(name, out JsonElement text) ? text.GetString() : null;

    public MlContext Context => MlContext.Empty with
    {
        Targets = Texts("targets"),
        InputAttributes = Texts("inputAttributes"),
        InputAttributeNames = Texts("inputAttributeNames"),
        TargetAttributeNames = Texts("targetAttributeNames"),
    };

    /// <summary>The extra parameters of the request, the share of explained variance among them.</summary>
    public ImmutableDictionary<string, string> Parameters
    {
        get
        {
            IEnumerable<JsonProperty> given = Request.TryGetProperty("extraParameters", out JsonElement map) ? map.EnumerateObject() : [];
            var parameters = given.ToImmutableDictionary(entry => entry.Name, entry => entry.Value.GetString()!);
            return Text("explainedCovariance") is { } share ? parameters.Add("explainedCovariance", share) : parameters;
        }
    }

    /// <summary>Compares every printed number with the answer of that key.</summary>
    public void AssertMeets(IReadOnlyDictionary<string, double[]> answers)
    {
        foreach (JsonProperty entry in Expected.EnumerateObject())
        {
            double[] expected = entry.Value.ValueKind == JsonValueKind.Array
                ? [.. entry.Value.EnumerateArray().Select(number => number.GetDouble())]
                : [entry.Value.GetDouble()];
            double[] actual = answers[entry.Name];
            Assert.Equal(expected.Length, actual.Length);
            for (int i = 0; i < expected.Length; i++)
            {
                double allowed = Allowance("abs") + (Allowance("rel") * Math.Abs(expected[i]));
                Assert.True(Math.Abs(expected[i] - actual[i]) <= allowed, $"{Id} {entry.Name}[{i}]: published {expected[i]:R}, computed {actual[i]:R}");
            }
        }
    }

    private double Allowance(string name) => Tolerance.TryGetProperty(name, out JsonElement number) ? number.GetDouble() : 0;

    private ImmutableArray<string> Texts(string name) =>
        Request.TryGetProperty(name, out JsonElement list) ? [.. list.EnumerateArray().Select(text => text.GetString()!)] : [];

    private static ImmutableArray<PublishedVector> Load()
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(TestTable.DataPath("published.json")));
        return [.. document.RootElement.Clone().GetProperty("vectors").EnumerateArray().Select(vector => new PublishedVector(
            vector.GetProperty("id").GetString()!,
            vector.GetProperty("kind").GetString()!,
            [.. vector.GetProperty("dataset").EnumerateArray().Select(file => file.GetString()!)],
            vector.GetProperty("request"),
            vector.GetProperty("expected"),
            vector.GetProperty("tolerance")))];
    }
}
