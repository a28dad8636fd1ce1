using System.Text.Json.Serialization;

namespace Fusion.Http.Dtos;

/// <summary>What a fusion project answers without one of its cells.</summary>
internal sealed record LeftOutDto(string Host, string Cid, string Pid, [property: JsonPropertyName("KSVDMap")] ListDto<NumberMap> NumberMaps);
