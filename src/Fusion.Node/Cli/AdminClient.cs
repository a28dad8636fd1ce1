using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Fusion.Node.Admin;
using Fusion.Node.Hosting;

namespace Fusion.Node.Cli;

/// <summary>Asks a running node as its operator.</summary>
internal sealed class AdminClient : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly HttpClient _http;

    /// <summary>A client of one node.</summary>
    /// <param name="url">Where the node answers operators.</param>
    /// <param name="token">What lets its operator in.</param>
    public AdminClient(Uri url, string token)
    {
        _http = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { BaseAddress = url, Timeout = Patience };
        _http.DefaultRequestHeaders.Authorization = AuthenticationHeaderValue.Parse(AdminToken.HeaderOf(token));
    }

    /// <summary>Asks.</summary>
    /// <param name="method">GET to see, POST to change.</param>
    /// <param name="path">The path below <c>/admin/</c>, with its query.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The answer's JSON.</returns>
    /// <exception cref="NodeException">No node answers there, or it refuses; the text says why.</exception>
    public async Task<string> SendAsync(HttpMethod method, string path, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = new(method, $"{AdminEndpoints.Root}/{path}");
        try
        {
            using HttpResponseMessage response = await _http.SendAsync(request, cancellationToken);
            string text = await response.Content.ReadAsStringAsync(cancellationToken);
            return response.IsSuccessStatusCode ? text : throw new NodeException(Explain(response.StatusCode, text));
        }
        catch (HttpRequestException silence)
        {
            throw new NodeException($"No node answers at {_http.BaseAddress}: {silence.Message}. Give --admin URL, or --data with the node's data folder", silence);
        }
        catch (TaskCanceledException silence) when (!cancellationToken.IsCancellationRequested)
        {
            throw new NodeException($"The node at {_http.BaseAddress} did not answer in {Patience.TotalSeconds} s", silence);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private string Explain(HttpStatusCode status, string text) => (status, ErrorOf(text)) switch
    {
        (HttpStatusCode.Unauthorized, _) =>
            $"The node at {_http.BaseAddress} takes another admin token; give --data with its data folder, --token-file, or Fusion__Admin__Token",
        (_, { } error) => error,
        _ => $"What answers at {_http.BaseAddress} is no node's admin endpoint: it says {(int)status}",
    };

    private static string? ErrorOf(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, string>>(text)?.GetValueOrDefault("error");
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
