using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Fusion.Client;

/// <summary>Signs requests with a user's secret key. Immutable; may be used by many threads at once.</summary>
/// <param name="cid">The user name.</param>
/// <param name="secretKey">The key's Base64 text as issued; a text that is not Base64 is used by its UTF-8 bytes.</param>
public sealed class RequestSigner(string cid, string secretKey)
{
    private readonly byte[] _key = KeyBytes(secretKey);

    /// <summary>The value of <c>sym-date</c>: UTC with nanoseconds, e.g. <c>2026-01-02 03:04:05;678900000</c>.</summary>
    public static string FormatDate(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss;fffffff", CultureInfo.InvariantCulture) + "00"; // the clock's tick is 100 ns

    /// <summary>The value of <c>Content-MD5</c>: empty when there is no body.</summary>
    public static string Md5(ReadOnlySpan<byte> body) => body.IsEmpty ? "" : Convert.ToBase64String(MD5.HashData(body));

    /// <summary>The value of <c>sym-content-sha256</c>.</summary>
    public static string Sha256(ReadOnlySpan<byte> body) => Convert.ToHexStringLower(SHA256.HashData(body));

    /// <summary>The value of <c>Authorization</c> for a request whose body is signed as it is.</summary>
    /// <param name="verb">Upper case.</param>
    /// <param name="path">As sent, percent-encoded, without the query.</param>
    /// <param name="query">As sent, without the question mark; null or empty for none.</param>
    /// <param name="symDate">The value of the <c>sym-date</c> header.</param>
    /// <param name="body">The bytes sent; empty for none.</param>
    public string Sign(string verb, string path, string? query, string symDate, ReadOnlySpan<byte> body)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _key);
        Append(hmac, $"{verb}\n{Md5(body)}\n{secretKey}\n{symDate}\n{cid}\n");
        if (!body.IsEmpty)
        {
            hmac.AppendData(body);
            hmac.AppendData("\n"u8);
        }
        return Finish(hmac, path, query);
    }

    /// <summary>The value of <c>Authorization</c> for a request whose body enters by its SHA-256, in place of the MD5 and body lines.</summary>
    /// <inheritdoc cref="Sign"/>
    /// <param name="verb">Upper case.</param>
    /// <param name="path">As sent, percent-encoded, without the query.</param>
    /// <param name="query">As sent, without the question mark; null or empty for none.</param>
    /// <param name="symDate">The value of the <c>sym-date</c> header.</param>
    /// <param name="contentSha256">The value of the <c>sym-content-sha256</c> header.</param>
    public string SignDigest(string verb, string path, string? query, string symDate, string contentSha256)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _key);
        Append(hmac, $"{verb}\n{contentSha256}\n{secretKey}\n{symDate}\n{cid}\n");
        return Finish(hmac, path, query);
    }

    /// <summary>The third entry of a message's <c>headers</c> on a socket.</summary>
    /// <param name="url">The full URL that was opened, e.g. <c>ws://host:8080/symetry/ws/learn</c>.</param>
    /// <param name="extraKeys">The project, for predictions also the model.</param>
    /// <param name="symDate">The first entry of <c>headers</c>.</param>
    /// <param name="payload">The data frame as sent.</param>
    public string SignMessage(string url, IReadOnlyList<string> extraKeys, string symDate, ReadOnlySpan<byte> payload)
    {
        ArgumentNullException.ThrowIfNull(extraKeys);
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _key);
        Append(hmac, $"{Md5(payload)}\n{secretKey}\n{symDate}\n{cid}\n");
        hmac.AppendData(payload);
        Append(hmac, $"\n{url}{string.Concat(extraKeys.Select(key => $"\n{key}"))}\n");
        return Convert.ToBase64String(hmac.GetHashAndReset());
    }

    private static string Finish(IncrementalHash hmac, string path, string? query)
    {
        Append(hmac, string.IsNullOrEmpty(query) ? $"{path}\n" : $"{path}\n{query}\n");
        return Convert.ToBase64String(hmac.GetHashAndReset());
    }

    private static void Append(IncrementalHash hmac, string text) => hmac.AppendData(Encoding.UTF8.GetBytes(text));

    private static byte[] KeyBytes(string secretKey)
    {
        ArgumentException.ThrowIfNullOrEmpty(secretKey);
        var bytes = new byte[secretKey.Length];
        return Convert.TryFromBase64String(secretKey, bytes, out int length) ? bytes[..length] : Encoding.UTF8.GetBytes(secretKey);
    }
}
