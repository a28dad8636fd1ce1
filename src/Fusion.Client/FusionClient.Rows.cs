using System.Security.Cryptography;

namespace Fusion.Client;

/// <content>Rows that are sent as they are written.</content>
public sealed partial class FusionClient
{
    /// <summary>Learns rows as they are written. Returns when they are durable. Sent again after a failure they count once.</summary>
    /// <param name="pid">The project.</param>
    /// <param name="rows">The bytes.</param>
    /// <param name="contentType">What they are: <see cref="RowOptions.Csv"/>, <see cref="RowOptions.Arrow"/> or <see cref="RowOptions.Json"/>.</param>
    /// <param name="options">What goes with them; null for the defaults.</param>
    /// <param name="cancellationToken">Gives up; whether the rows were learned is unknown then.</param>
    /// <remarks>The body is signed by its SHA-256, whatever <see cref="FusionClientOptions.Digest"/> says.</remarks>
    public Task<RowCounts> LearnAsync(
        string pid, ReadOnlyMemory<byte> rows, string contentType, RowOptions? options = null, CancellationToken cancellationToken = default) =>
        UpdateAsync(Describe((pid, "learn"), contentType, options) with { Body = rows }, cancellationToken);

    /// <summary>Learns rows as they are written. Returns when they are durable. Sent again after a failure they count once.</summary>
    /// <param name="pid">The project.</param>
    /// <param name="rows">The bytes from the stream's position on. They are read twice, for the digest and to be sent, and again for each repetition.</param>
    /// <param name="contentType">What they are: <see cref="RowOptions.Csv"/>, <see cref="RowOptions.Arrow"/> or <see cref="RowOptions.Json"/>.</param>
    /// <param name="options">What goes with them; null for the defaults.</param>
    /// <param name="cancellationToken">Gives up; whether the rows were learned is unknown then.</param>
    /// <exception cref="ArgumentException">The stream can't seek.</exception>
    public async Task<RowCounts> LearnAsync(
        string pid, Stream rows, string contentType, RowOptions? options = null, CancellationToken cancellationToken = default) =>
        await UpdateAsync(await ReadAsync(Describe((pid, "learn"), contentType, options), rows, cancellationToken), cancellationToken);

    /// <summary>Takes learned rows away again, as if they had never been learned.</summary>
    /// <inheritdoc cref="LearnAsync(string, ReadOnlyMemory{byte}, string, RowOptions?, CancellationToken)"/>
    public Task<RowCounts> ForgetAsync(
        string pid, ReadOnlyMemory<byte> rows, string contentType, RowOptions? options = null, CancellationToken cancellationToken = default) =>
        UpdateAsync(Describe((pid, "forget"), contentType, options) with { Body = rows }, cancellationToken);

    /// <summary>Takes learned rows away again, as if they had never been learned.</summary>
    /// <inheritdoc cref="LearnAsync(string, Stream, string, RowOptions?, CancellationToken)"/>
    public async Task<RowCounts> ForgetAsync(
        string pid, Stream rows, string contentType, RowOptions? options = null, CancellationToken cancellationToken = default) =>
        await UpdateAsync(await ReadAsync(Describe((pid, "forget"), contentType, options), rows, cancellationToken), cancellationToken);

    private static ApiRequest Describe((string Pid, string Verb) call, string contentType, RowOptions? options)
    {
        options ??= new RowOptions();
        ApiRequest request = ApiRequest.Post("projects", call.Pid, call.Verb);
        return (options.SkipBadRows ? request.With(("errorHandling", "1")) : request) with
        {
            ContentType = contentType,
            ContentEncoding = options.ContentEncoding,
            Types = options.Types is null ? null : string.Join(',', options.Types),
            IdempotencyKey = options.IdempotencyKey ?? Guid.CreateVersion7().ToString("N"),
            SignsDigest = true,
        };
    }

    private static async Task<ApiRequest> ReadAsync(ApiRequest request, Stream rows, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (!rows.CanSeek) throw new ArgumentException("The stream can't seek: its digest goes before it, so that it is read twice", nameof(rows));
        long start = rows.Position;
        string sha256 = Convert.ToHexStringLower(await SHA256.HashDataAsync(rows, cancellationToken));
        return request with { Stream = new ApiRequest.StreamedBody(rows, start, sha256) };
    }

    private async Task<RowCounts> UpdateAsync(ApiRequest request, CancellationToken cancellationToken) =>
        (await _transport.SendAsync(request, cancellationToken)).Rows;
}
