using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Fusion.Conformance.Tests.Support;

namespace Fusion.Conformance.Tests.Clients;

/// <summary>
/// What the Go client does: neither Content-MD5 nor Customer-ID; dates that end in <c>;000000</c>; numbers where texts are documented; it signs the decoded
/// path and query but sends them escaped; it takes the real HTTP status for every status name but OK; one bare NaN fails the whole answer.
/// </summary>
internal sealed class GoClient(Uri node, Account account)
{
    /// <summary>Sends a request whose segments and query are given decoded; returns the parsed answer.</summary>
    public async Task<(int Status, string Text, JsonElement Values)> SendAsync(
        string method, string[] segments, (string Name, string Value)[] query, string body = "")
    {
        string decoded = $"/symetry/rest/{account.Cid}/{string.Join('/', segments)}";
        string escaped = $"/symetry/rest/{Uri.EscapeDataString(account.Cid)}/{string.Join('/', segments.Select(Uri.EscapeDataString))}";
        string signed = string.Join('&', query.Select(pair => $"{pair.Name}={pair.Value}"));
        string sent = string.Join('&', query.Select(pair => $"{pair.Name}={Uri.EscapeDataString(pair.Value)}"));
        Dictionary<string, string> headers = new()
        {
            ["Host"] = node.Authority,
            ["User-Agent"] = "Go-http-client/1.1",
            ["Authorization"] = "",
            ["Content-Type"] = "application/json",
            ["Sym-Date"] = TimeProvider.System.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) + ";000000",
            ["Sym-Version"] = "6.3",
            ["Accept-Encoding"] = "identity",
        };
        headers["Authorization"] = Sign(method, headers["Sym-Date"], decoded, signed, body);
        string target = Signing.Target(escaped, query.Length == 0 ? null : sent);
        RawAnswer answer = await RawHttp.SendAsync(node, method, target, headers, Encoding.UTF8.GetBytes(body));
        using JsonDocument document = JsonDocument.Parse(answer.Body); // strict: no bare NaN
        JsonElement root = document.RootElement.Clone();
        return (answer.Status, root.GetProperty("statusString").GetString()!, root.GetProperty("values"));
    }

    private string Sign(string method, string date, string path, string query, string body)
    {
        List<string> lines = [method, body.Length == 0 ? "" : Fusion.Client.RequestSigner.Md5(Encoding.UTF8.GetBytes(body)), account.Key, date, account.Cid];
        if (body.Length > 0) lines.Add(body);
        lines.Add(path);
        if (query.Length > 0) lines.Add(query);
        string text = string.Concat(lines.Select(line => line + "\n"));
        return Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(account.Key), Encoding.UTF8.GetBytes(text)));
    }
}
