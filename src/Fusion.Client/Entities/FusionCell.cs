using System.Text.Json.Serialization;

namespace Fusion.Client.Entities;

/// <summary>A cell of a fusion project with the credential that opens it. Sent only encrypted.</summary>
/// <param name="Host">The cell's server, e.g. <c>http://host1:8080</c>.</param>
/// <param name="Cid">The cell's owner there.</param>
/// <param name="SecretKey">The owner's secret key there.</param>
/// <param name="Pid">The project.</param>
public sealed record FusionCell(string Host, string Cid, [property: JsonPropertyName("sk")] string SecretKey, string Pid)
{
    /// <summary>Hides the key: a cell may end in a log by accident, its key may not.</summary>
    public override string ToString() => $"{Cid}/{Pid} at {Host}";
}
