using System.Text;
using System.Text.Json.Nodes;

namespace Fusion.Conformance.Tests.Support;

/// <summary>An answer as it came over the wire.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Headers">Its headers; of one that came twice the last.</param>
/// <param name="Body">Its body.</param>
internal sealed record RawAnswer(int Status, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string Text => Encoding.UTF8.GetString(Body);

    public JsonObject Json => JsonNode.Parse(Body)!.AsObject();
}
