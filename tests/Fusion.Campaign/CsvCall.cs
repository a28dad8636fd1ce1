using Fusion.Client;

namespace Fusion.Campaign;

/// <summary>Learns a CSV body, signed by its SHA-256.</summary>
internal static class CsvCall
{
    /// <exception cref="FusionApiException">The node declines.</exception>
    public static async Task LearnAsync(HttpClient http, Uri server, string pid, byte[] body, string key, CancellationToken cancellationToken)
    {
        string path = $"/symetry/rest/{ClusterNode.Customer}/projects/{pid}/learn";
        string date = RequestSigner.FormatDate(TimeProvider.System.GetUtcNow()), sha256 = RequestSigner.Sha256(body);
        using HttpRequestMessage request = new(HttpMethod.Post, new Uri(server, path)) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("text/csv");
        request.Headers.Add("sym-date", date);
        request.Headers.Add("sym-types", Batch.Types);
        request.Headers.Add("sym-content-sha256", sha256);
        request.Headers.Add("Idempotency-Key", key);
        request.Headers.TryAddWithoutValidation(
            "Authorization", new RequestSigner(ClusterNode.Customer, ClusterNode.Key).SignDigest("POST", path, null, date, sha256));
        using HttpResponseMessage response = await http.SendAsync(request, cancellationToken);
        if (!response.IsSuccessStatusCode)
            throw new FusionApiException((int)response.StatusCode, await response.Content.ReadAsStringAsync(cancellationToken));
    }
}
