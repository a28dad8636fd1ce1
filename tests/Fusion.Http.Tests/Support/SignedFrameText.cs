using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Fusion.Http.Tests.Support;

/// <summary>A message on a socket and how it is signed, written out once more as the interface describes it.</summary>
/// <param name="Service">What stands in the string to sign: the full URL or the path.</param>
/// <param name="Payload">The data frame.</param>
/// <param name="Keys">The extra keys.</param>
internal sealed record SignedFrameText(string Service, string Payload, params string[] Keys)
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public string Customer { get; init; } = TestKeys.Customer;

    public string Secret { get; init; } = TestKeys.Secret;

    public string Date { get; init; } = TestKeys.Date;

    public string? Md5 { get; init; }

    public string? Signature { get; init; }

    /// <summary>Whether the string to sign ends with a line feed.</summary>
    public bool Newline { get; init; } = true;

    public string Header => JsonSerializer.Serialize(
        new { headers = new[] { Date, Md5 ?? SignedMessage.Md5(Payload), Signature ?? Sign(), Customer }, extraKeys = Keys }, Plain);

    /// <summary>Length in characters, comma, header, payload.</summary>
    public string Prefixed => $"{Header.Length},{Header}{Payload}";

    /// <summary>The same with the length in bytes.</summary>
    public string PrefixedByBytes => $"{Encoding.UTF8.GetByteCount(Header)},{Header}{Payload}";

    /// <summary>Header, delimiter, payload.</summary>
    public string Delimited => $"{Header}-289907289{Payload}";

    public string Sign()
    {
        string text = $"{SignedMessage.Md5(Payload)}\n{Secret}\n{Date}\n{Customer}\n{Payload}\n{Service}{string.Concat(Keys.Select(key => $"\n{key}"))}{(Newline ? "\n" : "")}";
        return Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(Secret), Encoding.UTF8.GetBytes(text)));
    }
}
