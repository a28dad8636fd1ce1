using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Fusion.Conformance.Tests.Samples;

/// <summary>Compares an answer with the documented one.</summary>
/// <param name="Mode">
/// <c>exact</c>, <c>subset</c>, <c>tolerance</c>, <c>subset-tolerance</c>, <c>set</c>, <c>first-rows-tolerance</c>, <c>shape</c> or <c>none</c>.
/// </param>
/// <param name="Tolerance">How far numbers, also those in texts, may be off; relative above 1.</param>
/// <param name="MayMoveBetweenBins">Whether one row may stand in the next bin of a histogram.</param>
internal sealed record Comparison(string Mode, double Tolerance, bool MayMoveBetweenBins)
{
    private bool IsShape => Mode == "shape";

    private bool MayHaveMoreKeys => IsShape || Mode.Contains("subset", StringComparison.Ordinal);

    private bool ComparesNumbers => Mode.Contains("tolerance", StringComparison.Ordinal);

    /// <summary>Fails, naming the place, when the answer differs.</summary>
    public void Check(JsonNode? expected, JsonNode? actual)
    {
        if (Mode != "none") Check(expected, actual, "");
    }

    private void Check(JsonNode? expected, JsonNode? actual, string place)
    {
        switch (expected)
        {
            case JsonObject map:
                CheckMap(map, actual as JsonObject ?? throw Differs(expected, actual, place), place);
                break;
            case JsonArray list:
                CheckList(list, actual as JsonArray ?? throw Differs(expected, actual, place), place);
                break;
            case JsonValue value when IsPlaceholder(value):
                if (actual is null) throw Differs(expected, actual, place);
                break;
            default:
                if (!IsEqual(expected, actual, place)) throw Differs(expected, actual, place);
                break;
        }
    }

    private void CheckMap(JsonObject expected, JsonObject actual, string place)
    {
        foreach ((string key, JsonNode? value) in expected)
        {
            if (key.StartsWith('<')) Assert.NotEmpty(actual);
            else if (actual.ContainsKey(key)) Check(value, actual[key], $"{place}/{key}");
            else Assert.Fail($"{place}: the key {key} is missing from {actual.ToJsonString()}");
        }

        if (!MayHaveMoreKeys) Assert.Equal(expected.Select(entry => entry.Key).Order(), actual.Select(entry => entry.Key).Order());
    }

    private void CheckList(JsonArray expected, JsonArray actual, string place)
    {
        switch (Mode)
        {
            case "shape":
                if (expected.Count > 0) Assert.NotEmpty(actual);
                foreach (JsonNode? item in expected.Count > 0 ? actual : [])
                    Check(expected[0], item, $"{place}[]");
                break;
            case "set":
                Assert.Equal(expected.Select(item => item!.ToJsonString()).Order(), actual.Select(item => item!.ToJsonString()).Order());
                break;
            case "first-rows-tolerance":
                Assert.True(actual.Count >= expected.Count, $"{place}: {actual.Count} of {expected.Count} rows or more");
                CheckItems(expected, actual, place);
                break;
            default:
                Assert.True(actual.Count == expected.Count, $"{place}: {actual.Count} of {expected.Count} items in {actual.ToJsonString()}");
                if (!MayMoveBetweenBins || !place.EndsWith("/histogram", StringComparison.Ordinal)) CheckItems(expected, actual, place);
                else CheckBins([.. expected.Select(bin => bin!.GetValue<double>())], [.. actual.Select(bin => bin!.GetValue<double>())]);
                break;
        }
    }

    private void CheckItems(JsonArray expected, JsonArray actual, string place)
    {
        for (int i = 0; i < expected.Count; i++)
            Check(expected[i], actual[i], $"{place}[{i}]");
    }

    // One row on an edge: as many rows, and up to any edge at most one more or less.
    private static void CheckBins(double[] expected, double[] actual)
    {
        double ahead = 0, moved = 0;
        for (int i = 0; i < expected.Length; i++)
        {
            ahead += actual[i] - expected[i];
            moved += Math.Abs(ahead);
        }

        Assert.Equal(0, ahead);
        Assert.InRange(moved, 0, 1);
    }

    private bool IsEqual(JsonNode? expected, JsonNode? actual, string place)
    {
        if (expected is null || actual is null) return expected is null && actual is null;
        if (IsShape && place is not "/statusCode") return Kind(expected) == Kind(actual);
        if (Kind(expected) != Kind(actual)) return false;
        if (Kind(expected) == JsonValueKind.Number || (ComparesNumbers && IsNumeric(expected) && IsNumeric(actual)))
            return Math.Abs(Number(expected) - Number(actual)) <= Tolerance * Math.Max(1, Math.Abs(Number(expected)));
        return expected.ToJsonString() == actual.ToJsonString();
    }

    private static bool IsPlaceholder(JsonValue value) => value.TryGetValue(out string? text) && text.StartsWith('<');

    // True and false are of one kind.
    private static JsonValueKind Kind(JsonNode node) => node.GetValueKind() is JsonValueKind.True ? JsonValueKind.False : node.GetValueKind();

    private static bool IsNumeric(JsonNode node) => double.TryParse(node.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    private static double Number(JsonNode node) => double.Parse(node.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture);

    private static Xunit.Sdk.XunitException Differs(JsonNode? expected, JsonNode? actual, string place) =>
        new($"{place}: expected {expected?.ToJsonString() ?? "null"}, found {actual?.ToJsonString() ?? "null"}");
}
