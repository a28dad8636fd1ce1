using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Fusion.Client;

/// <summary>Dates, signs and sends requests, opens answers, and repeats what may be repeated.</summary>
internal sealed class SignedTransport(HttpClient http, Uri baseAddress, string cid, string secretKey, FusionClientOptions options)
{
    private readonly RequestSigner _signer = new(cid, secretKey);

    /// <summary>Sends a request; one with an idempotency key again after a time-out, a lost connection, 429 or 503, each time newly dated and signed.</summary>
    public async Task<ApiAnswer> SendAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        int attempts = request.IdempotencyKey is null ? 1 : Math.Max(1, options.MaxAttempts);
        TimeSpan delay = options.RetryDelay;
        for (int attempt = 1; ; attempt++, delay *= 2)
        {
            TimeSpan pause = delay;
            try
            {
                using HttpResponseMessage response = await SendOnceAsync(request, cancellationToken);
                if (attempt == attempts || !IsOverload(response.StatusCode))
                    return await OpenAsync(response, cancellationToken);
                if (response.Headers.RetryAfter?.Delta is { } asked && asked > pause) pause = asked;
            }
            catch (Exception cause) when (attempt < attempts && IsLoss(cause) && !cancellationToken.IsCancellationRequested)
            {
                // Whether the server took the request is unknown; the key makes the repetition harmless.
            }
            await Task.Delay(pause, options.TimeProvider, cancellationToken);
        }
    }

    private static bool IsOverload(HttpStatusCode status) => status is HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests;

    private static bool IsLoss(Exception cause) => cause is HttpRequestException or IOException or OperationCanceledException;

    private async Task<HttpResponseMessage> SendOnceAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        using HttpRequestMessage message = Sign(request);
        if (options.AttemptTimeout is not { } limit) return await http.SendAsync(message, cancellationToken);
        using var timer = new CancellationTokenSource(limit, options.TimeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        return await http.SendAsync(message, either.Token);
    }

    private HttpRequestMessage Sign(ApiRequest request)
    {
        var uri = new UriBuilder(new Uri(baseAddress, $"/symetry/rest/{Uri.EscapeDataString(cid)}/{request.Path}")) { Query = request.Query ?? "" }.Uri;
        string path = uri.AbsolutePath, query = uri.Query.TrimStart('?'), verb = request.Method.Method; // signed as they go on the wire
        string date = RequestSigner.FormatDate(options.TimeProvider.GetUtcNow());
        var message = new HttpRequestMessage(request.Method, uri);
        message.Headers.Add("sym-date", date);
        if (request.IdempotencyKey is not null) message.Headers.Add("Idempotency-Key", request.IdempotencyKey);
        if (request.Types is not null) message.Headers.Add("sym-types", request.Types);
        string signature;
        if (request.Body.IsEmpty && request.Stream is null)
        {
            signature = _signer.Sign(verb, path, query, date, default);
        }
        else
        {
            message.Content = request.Stream is { } body ? new RowContent(body.Bytes, body.Start) : new ReadOnlyMemoryContent(request.Body);
            message.Content.Headers.ContentType = new MediaTypeHeaderValue(request.ContentType);
            if (request.ContentEncoding is not null) message.Content.Headers.ContentEncoding.Add(request.ContentEncoding);
            signature = SignBody(message, request, (path, query), date);
        }
        message.Headers.TryAddWithoutValidation("Authorization", signature); // the bare signature has no scheme word
        return message;
    }

    private string SignBody(HttpRequestMessage message, ApiRequest request, (string Path, string Query) target, string date)
    {
        if (request.SignsDigest || options.Digest == ContentDigest.Sha256)
        {
            string sha256 = request.Stream?.Sha256 ?? RequestSigner.Sha256(request.Body.Span);
            message.Headers.Add("sym-content-sha256", sha256);
            return _signer.SignDigest(message.Method.Method, target.Path, target.Query, date, sha256);
        }
        message.Content!.Headers.TryAddWithoutValidation("Content-MD5", RequestSigner.Md5(request.Body.Span));
        return _signer.Sign(message.Method.Method, target.Path, target.Query, date, request.Body.Span);
    }

    private static async Task<ApiAnswer> OpenAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        byte[] body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        Envelope envelope = Parse(body) ?? new Envelope(null, default);
        var rows = new RowCounts(Number(response, "sym-accepted-rows"), Number(response, "sym-rejected-rows"))
        {
            IsRepeated = response.Headers.Contains("sym-repeated"),
        };
        if (!response.IsSuccessStatusCode)
        {
            string text = envelope.StatusString ?? response.ReasonPhrase ?? response.StatusCode.ToString();
            throw new FusionApiException((int)response.StatusCode, text) { Rows = rows };
        }

        string? job = response.Headers.TryGetValues("sym-job-id", out IEnumerable<string>? ids) ? ids.First() : null;
        JsonElement values = envelope.Values.ValueKind == JsonValueKind.Object ? envelope.Values : JsonElement.Parse("{}");
        return new ApiAnswer((int)response.StatusCode, values, job) { Rows = rows };
    }

    private static long? Number(HttpResponseMessage response, string header) =>
        response.Headers.TryGetValues(header, out IEnumerable<string>? values)
            && long.TryParse(values.First(), NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : null;

    private static Envelope? Parse(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize<Envelope>(body, ApiJson.Options);
        }
        catch (JsonException) // a proxy's page, say: the status speaks for itself
        {
            return null;
        }
    }

    private sealed record Envelope(string? StatusString, JsonElement Values);
}
