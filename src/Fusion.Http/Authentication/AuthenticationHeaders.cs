using Microsoft.AspNetCore.Http;

namespace Fusion.Http.Authentication;

/// <summary>The headers that authenticate a request. Names are case-insensitive; an empty value equals an absent header.</summary>
/// <param name="Signature">The bare signature of <c>Authorization</c>.</param>
/// <param name="Date"><c>sym-date</c>.</param>
/// <param name="Md5"><c>Content-MD5</c>.</param>
/// <param name="Sha256"><c>sym-content-sha256</c>.</param>
/// <param name="Customer"><c>Customer-ID</c>.</param>
internal sealed record AuthenticationHeaders(string Signature, string Date, string Md5, string Sha256, string Customer)
{
    public const string SymDate = "sym-date";
    public const string ContentMd5 = "Content-MD5";
    public const string ContentSha256 = "sym-content-sha256";
    public const string CustomerId = "Customer-ID";

    /// <summary>Reads them.</summary>
    public static AuthenticationHeaders Of(IHeaderDictionary headers) => new(
        headers.Authorization.ToString(),
        headers[SymDate].ToString(),
        headers[ContentMd5].ToString(),
        headers[ContentSha256].ToString(),
        headers[CustomerId].ToString());
}
