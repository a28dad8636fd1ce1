using Fusion.Http.Authentication;

namespace Fusion.Http.WebSockets;

/// <summary>
/// What the signature of a message covers, each part on a line of its own: MD5, secret key, date, customer, payload, service, extra keys. The service is
/// the full URL that the client opened or its path; the last line ends with a line feed or not. All four combinations are in use.
/// </summary>
/// <param name="Header">The header.</param>
/// <param name="Payload">The payload as sent.</param>
/// <param name="Path">The path on the wire.</param>
/// <param name="Urls">The URLs that may stand before the path, the likeliest first; at least one.</param>
internal sealed record SignedFrame(FrameHeader Header, ReadOnlyMemory<byte> Payload, string Path, IReadOnlyList<string> Urls) : ISignedMessage
{
    /// <inheritdoc/>
    public bool HasSignature(string signature, string secretKey) => SignatureMatcher.Matches(signature, secretKey, Head(secretKey), Payload, Tails());

    /// <inheritdoc/>
    public string Describe() =>
        $"{Head("SECRETKEY")}{SignatureMatcher.Echo(Payload)}\n{Tails().First()}".Replace("\n", "\\n", StringComparison.Ordinal);

    private string Head(string key)
    {
        AuthenticationHeaders parts = Header.Authentication;
        return $"{parts.Md5}\n{key}\n{parts.Date}\n{parts.Customer}\n";
    }

    private IEnumerable<string> Tails()
    {
        string keys = string.Concat(Header.ExtraKeys.Select(key => $"\n{key}"));
        IEnumerable<string> services = [Urls[0] + Path, Path, .. Urls.Skip(1).Select(url => url + Path)];
        return services.SelectMany(service => (string[])[$"{service}{keys}\n", $"{service}{keys}"]);
    }
}
