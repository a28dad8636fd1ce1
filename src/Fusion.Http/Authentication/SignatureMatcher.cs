using System.Text;

namespace Fusion.Http.Authentication;

/// <summary>Compares a signature with those of every accepted form of a message. The forms differ in their tails; what stands before is hashed once.</summary>
internal static class SignatureMatcher
{
    private const int LongestEchoedBody = 1 << 16;

    /// <summary>Whether any form, signed with that key, has that signature. Compares in constant time.</summary>
    /// <param name="signature">Base64, as claimed.</param>
    /// <param name="secretKey">The key.</param>
    /// <param name="head">What stands before the body, in every form.</param>
    /// <param name="body">The body, followed by a line feed; when empty it has no line.</param>
    /// <param name="tails">What follows, the commonest first.</param>
    public static bool Matches(string signature, string secretKey, string head, ReadOnlyMemory<byte> body, IEnumerable<string> tails)
    {
        using var probe = new SignatureProbe(secretKey, head);
        if (!body.IsEmpty)
        {
            probe.Append(body.Span);
            probe.Append("\n"u8);
        }

        return probe.Matches(signature, tails);
    }

    /// <summary>A body as it is echoed to a sender whose signature does not match: not by the megabyte.</summary>
    public static string Echo(ReadOnlyMemory<byte> body) => body.Length <= LongestEchoedBody ? Encoding.UTF8.GetString(body.Span) : $"<{body.Length} bytes>";
}
