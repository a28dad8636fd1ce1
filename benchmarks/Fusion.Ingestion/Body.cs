using Fusion.Client;

namespace Fusion.Ingestion;

/// <summary>A body that is ready to be sent.</summary>
/// <param name="Bytes">Its bytes.</param>
/// <param name="ContentType">What they are.</param>
/// <param name="Sha256">Their digest.</param>
internal sealed record Body(ReadOnlyMemory<byte> Bytes, string ContentType, string Sha256)
{
    public const string Csv = "text/csv";
    public const string Json = "application/json";
    public const string Arrow = "application/vnd.apache.arrow.stream";

    private const int Length = 32 << 20;

    /// <summary>The bodies of a sample: CSV in pieces at line ends, each with the header; anything else by its files.</summary>
    public static Body[] Of(string path, string contentType)
    {
        if (contentType != Csv) return [.. Samples.Files(path).Select(file => Make(File.ReadAllBytes(file), contentType))];
        byte[] all = File.ReadAllBytes(path);
        int header = all.AsSpan().IndexOf((byte)'\n') + 1;
        List<Body> bodies = [];
        for (int start = header; start < all.Length;)
        {
            int end = start + Length >= all.Length ? all.Length : start + Length + all.AsSpan(start + Length).IndexOf((byte)'\n') + 1;
            byte[] piece = [.. all.AsSpan(0, header), .. all.AsSpan(start, end - start)];
            bodies.Add(Make(piece, contentType));
            start = end;
        }

        return [.. bodies];
    }

    /// <summary>A request that learns it, signed.</summary>
    public HttpRequestMessage ToRequest(Uri url, string project, string types)
    {
        string path = $"/symetry/rest/{NodeProcess.Customer}/projects/{project}/learn", date = RequestSigner.FormatDate(DateTimeOffset.UtcNow);
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(url, path)) { Content = new ReadOnlyMemoryContent(Bytes) };
        request.Headers.TryAddWithoutValidation("Authorization", new RequestSigner(NodeProcess.Customer, NodeProcess.Key).SignDigest("POST", path, null, date, Sha256));
        request.Headers.TryAddWithoutValidation("sym-date", date);
        request.Headers.TryAddWithoutValidation("sym-content-sha256", Sha256);
        if (types.Length > 0) request.Headers.TryAddWithoutValidation("sym-types", types);
        request.Content.Headers.TryAddWithoutValidation("Content-Type", ContentType);
        return request;
    }

    public static Body Make(ReadOnlyMemory<byte> bytes, string contentType) => new(bytes, contentType, RequestSigner.Sha256(bytes.Span));
}
