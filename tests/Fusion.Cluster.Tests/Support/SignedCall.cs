using System.Net;
using System.Text;
using Fusion.Client;

namespace Fusion.Cluster.Tests.Support;

/// <summary>Calls that the client has no method for.</summary>
internal static class SignedCall
{
    /// <summary>Sends a request signed by a customer, to any path.</summary>
    public static async Task<(HttpStatusCode Status, string Body)> SendAsync(
        Uri server, (string Verb, string Target) call, string body = "", string customer = NodeProcess.Customer, string key = NodeProcess.Key)
    {
        string date = RequestSigner.FormatDate(TimeProvider.System.GetUtcNow());
        byte[] bytes = Encoding.UTF8.GetBytes(body);
        string[] parts = call.Target.Split('?');
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(new HttpMethod(call.Verb), new Uri(server, call.Target));
        if (body.Length > 0) request.Content = new ByteArrayContent(bytes);
        request.Headers.Add("sym-date", date);
        string signature = new RequestSigner(customer, key).Sign(call.Verb, parts[0], parts.Length > 1 ? parts[1] : null, date, bytes);
        request.Headers.TryAddWithoutValidation("Authorization", signature);
        using HttpResponseMessage response = await http.SendAsync(request);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
