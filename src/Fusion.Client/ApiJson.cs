using System.Text.Json;
using System.Text.Json.Serialization;

namespace Fusion.Client;

/// <summary>How entities are written and read: camel case; numbers may come as text, non-finite ones do.</summary>
internal static class ApiJson
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.AllowReadingFromString | JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };
}
