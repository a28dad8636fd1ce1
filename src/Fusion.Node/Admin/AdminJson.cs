using System.Text.Json;
using System.Text.Json.Serialization;

namespace Fusion.Node.Admin;

/// <summary>How answers to operators are written.</summary>
internal static class AdminJson
{
    /// <summary>Names as in C#, but with a small first letter; kinds by name.</summary>
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };
}
