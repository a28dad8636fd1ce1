using System.Text.Json.Serialization;
using Fusion.Http.Dtos;

namespace Fusion.Http.Encryption;

/// <summary>The JSON inside and around ciphertexts.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(CellListDto))]
[JsonSerializable(typeof(CellStatusListDto))]
internal sealed partial class CipherJson : JsonSerializerContext;
