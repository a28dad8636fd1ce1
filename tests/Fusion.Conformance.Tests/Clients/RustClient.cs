using System.Security.Cryptography;
using System.Text;
using Fusion.Client;
using Fusion.Conformance.Tests.Support;

namespace Fusion.Conformance.Tests.Clients;

/// <summary>
/// What the Rust client does: header names in lower case, Content-MD5 always, empty on a GET, Customer-ID; it signs path and query before its HTTP library
/// escapes them; it polls the job of the header <c>sym-job-id</c> while the answer's name is ACCEPTED.
/// </summary>
internal sealed class RustClient(Uri node, Account account)
{
    /// <summary>Sends a request whose path below the user and query are given as the library gets them, unescaped.</summary>
    public async Task<RawAnswer> SendAsync(string method, string path, string? query = null, string body = "")
    {
        string full = $"/symetry/rest/{account.Cid}/{path}", date = RequestSigner.FormatDate(TimeProvider.System.GetUtcNow());
        byte[] bytes = Encoding.UTF8.GetBytes(body);
        Dictionary<string, string> headers = new()
        {
            ["authorization"] = Sign(method, date, full, query, body),
            ["content-md5"] = RequestSigner.Md5(bytes),
            ["sym-date"] = date,
            ["customer-id"] = account.Cid,
            ["sym-version"] = "5.2",
            ["sym-client"] = "rust",
            ["content-type"] = "application/json",
            ["accept"] = "*/*",
            ["host"] = node.Authority,
        };
        return await RawHttp.SendAsync(node, method, Signing.Target(Escape(full), query is null ? null : Escape(query)), headers, bytes);
    }

    /// <summary>Polls a job to its end.</summary>
    public async Task<RawAnswer> FollowAsync(RawAnswer created)
    {
        using CancellationTokenSource patience = new(TimeSpan.FromSeconds(60));
        while (true)
        {
            RawAnswer answer = await SendAsync("GET", $"jobs/{created.Headers["sym-job-id"]}");
            if (answer.Json["statusCode"]!.GetValue<string>() != "ACCEPTED") return answer;
            await Task.Delay(20, patience.Token);
        }
    }

    // As its URL library does: what a URL can't hold is escaped, percent signs and separators stay.
    private static string Escape(string text) => string.Concat(text.Select(character =>
        character is '"' or '<' or '>' or ' ' or '{' or '}' || character > '~' ? Uri.EscapeDataString(character.ToString()) : character.ToString()));

    private string Sign(string method, string date, string path, string? query, string body)
    {
        var text = new StringBuilder($"{method}\n{RequestSigner.Md5(Encoding.UTF8.GetBytes(body))}\n{account.Key}\n{date}\n{account.Cid}\n");
        if (body.Length > 0) text.Append(body).Append('\n');
        text.Append(path).Append('\n');
        if (query is not null) text.Append(query).Append('\n');
        return Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(account.Key), Encoding.UTF8.GetBytes(text.ToString())));
    }
}
