using System.IO.Compression;
using Fusion.Http.Authentication;
using Fusion.Http.Envelopes;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using ZstdSharp;

namespace Fusion.Http.Ingestion;

/// <summary>What the headers say about a body with rows.</summary>
/// <param name="Format">How the rows are written.</param>
/// <param name="Encoding">How that is compressed: <c>gzip</c>, <c>zstd</c>, or empty for not at all.</param>
internal sealed record BodyContent(BodyFormat Format, string Encoding)
{
    /// <summary>The media type of <see cref="BodyFormat.Csv"/>.</summary>
    public const string CsvType = "text/csv";

    /// <summary>The media type of <see cref="BodyFormat.Arrow"/>.</summary>
    public const string ArrowType = "application/vnd.apache.arrow.stream";

    /// <summary>Without this the runtime takes a gzip stream that was cut off for a whole one.</summary>
    static BodyContent() => AppContext.SetSwitch("System.IO.Compression.UseStrictValidation", true);

    /// <summary>Whether it is a data frame as every client of the original product sends it.</summary>
    public bool IsPlainJson => Format == BodyFormat.Json && Encoding.Length == 0;

    /// <summary>Reads <c>Content-Type</c> and <c>Content-Encoding</c>.</summary>
    /// <exception cref="DeclinedException">The encoding is not supported.</exception>
    public static BodyContent Of(HttpRequest request)
    {
        string type = MediaTypeHeaderValue.TryParse(request.ContentType, out MediaTypeHeaderValue? parsed) ? parsed.MediaType.ToString() : string.Empty;
        BodyFormat format = type.Equals(CsvType, StringComparison.OrdinalIgnoreCase) ? BodyFormat.Csv
            : type.Equals(ArrowType, StringComparison.OrdinalIgnoreCase) ? BodyFormat.Arrow
            : BodyFormat.Json;
        string encoding = request.Headers.ContentEncoding.ToString().Trim().ToLowerInvariant();
        return encoding switch
        {
            "" or "identity" => new BodyContent(format, string.Empty),
            "gzip" or "x-gzip" => new BodyContent(format, "gzip"),
            "zstd" => new BodyContent(format, "zstd"),
            _ => throw new DeclinedException(Envelope.BadRequest($"Content-Encoding [{encoding}] is not supported; allowed are gzip, zstd and identity")),
        };
    }

    /// <summary>The rows as they are written, decompressed while they are read.</summary>
    /// <param name="body">The body.</param>
    /// <param name="limit">Most bytes of them.</param>
    public ContentStream Open(SignedBody body, long limit)
    {
        Stream source = Encoding switch
        {
            "gzip" => new GZipStream(body, CompressionMode.Decompress, leaveOpen: true),
            "zstd" => new DecompressionStream(body, leaveOpen: true),
            _ => body,
        };
        return new ContentStream(source, Encoding, limit);
    }
}
