using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fusion.Conformance.Tests.Support;

namespace Fusion.Conformance.Tests.Samples;

/// <summary>What the notes beside some samples, and the pages that overrule them, say about comparing.</summary>
internal static class Notes
{
    // prediction.md §3: the keys z1GTz0 and resU come beside the printed ones.
    private static readonly string[] MoreKeysAllowed = ["ws-predict-v5"];

    // "compare KSVDMap only; smlInfo carries another pid"
    private static readonly string[] WithoutInfo = ["explore-bi", "explore-chi2-index", "explore-chi2-dice"];

    /// <summary>How the answer is compared.</summary>
    public static Comparison Comparison(Sample sample, string id) =>
        new(MoreKeysAllowed.Contains(id) ? $"subset-{sample.Compare}" : sample.Compare, sample.Tolerance, MayMoveBetweenBins: id == "density");

    /// <summary>The documented answer without what the notes take out of it; null when none is printed.</summary>
    public static JsonNode? Expected(Sample sample, string id, Account account)
    {
        JsonNode? response = sample.Response(account);
        JsonObject? values = response?["values"]?.AsObject();
        if (WithoutInfo.Contains(id)) values!.Remove("smlInfo");
        if (id == "info-one") RemoveObsolete(values!["smlInfo"]!);
        foreach (JsonNode? info in values?["smlInfoList"]?["values"]?.AsArray() ?? [])
            RemoveObsolete(info!);
        return response;
    }

    /// <summary>The bytes to send: texts in angle brackets stand for what the test has to produce.</summary>
    public static byte[] Body(Sample sample, Stage stage) => sample switch
    {
        { Id: "learn-notebook" } => JsonSerializer.SerializeToUtf8Bytes(
            new { attributeNames = Tables.IrisTraining.AttributeNames, data = Tables.IrisTraining.Rows }),
        { Id: "learnpredict" } => Encoding.UTF8.GetBytes(WithTextColumn(sample.Body!)),
        { Id: "model-import" } => Encoding.UTF8.GetBytes(stage.ExportedModel),
        { Body: null } => [],
        { Body: JsonValue } => Encoding.UTF8.GetBytes(stage.EncryptedCells("cell1")),
        _ => Encoding.UTF8.GetBytes(sample.Body.ToJsonString()),
    };

    // "declares text column species as C": its rows would be bad.
    private static string WithTextColumn(JsonNode body)
    {
        JsonNode corrected = body.DeepClone();
        corrected["attributeTypes"]![4] = "S";
        return corrected.ToJsonString();
    }

    // "attributeStates is obsolete, isDirty deprecated: do not compare"
    private static void RemoveObsolete(JsonNode info)
    {
        info.AsObject().Remove("attributeStates");
        info.AsObject().Remove("isDirty");
    }
}
