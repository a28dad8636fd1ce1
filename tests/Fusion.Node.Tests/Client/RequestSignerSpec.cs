using System.Text;
using Fusion.Client;

namespace Fusion.Node.Tests.Client;

/// <summary>The vectors of the interface's description.</summary>
public sealed class RequestSignerSpec
{
    private const string Date = "2026-01-02 03:04:05;678900000";

    private static readonly RequestSigner Signer = new("c1", "AAECAwQFBgcICQoLDA0ODw==");

    [Fact]
    public void A_request_without_body_has_an_empty_digest_line()
    {
        Assert.Equal("nJNLoSgvphIbT8IDPdIAfM2hzCH1H9Xy1tCiMvTwGS0=", Signer.Sign("GET", "/symetry/rest/c1/projects/list", null, Date, default));
    }

    [Theory]
    [InlineData("/symetry/rest/c1/projects", "pid=p1&type=cpu&persist=true", "{}", "mZFLkyvTelC5g8XnyQrpOw==", "MwH2hkfL+5qDviieGPPayLmHRdRXob5K6PbuAieM7+k=")]
    [InlineData(
        "/symetry/rest/c1/projects/p1/learn",
        null,
        """{"attributeNames":["x"],"attributeTypes":["C"],"data":[["1"]]}""",
        "/L+2zvOEZYLWC77+S9jmpQ==",
        "J2OW9TCY7xk6Tpc94RBAAVvSqQ1MXuvar7sjdvSoFSQ=")]
    public void A_body_is_signed_after_its_digest(string path, string? query, string body, string md5, string signature)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(body);

        Assert.Equal(md5, RequestSigner.Md5(bytes));
        Assert.Equal(signature, Signer.Sign("POST", path, query, Date, bytes));
    }

    [Fact]
    public void A_sha256_stands_for_digest_and_body()
    {
        byte[] body = "{}"u8.ToArray();
        string sha256 = RequestSigner.Sha256(body);

        // The same text written out: digest, key, date, user, resource, query; no line for the body.
        string text = $"POST\n{sha256}\nAAECAwQFBgcICQoLDA0ODw==\n{Date}\nc1\n/p\nq=1\n";
        string expected = Convert.ToBase64String(System.Security.Cryptography.HMACSHA256.HashData(Convert.FromBase64String("AAECAwQFBgcICQoLDA0ODw=="), Encoding.UTF8.GetBytes(text)));
        Assert.Equal(expected, Signer.SignDigest("POST", "/p", "q=1", Date, sha256));
    }

    [Fact]
    public void The_date_is_UTC_with_nanoseconds()
    {
        var time = new DateTimeOffset(2026, 1, 2, 5, 4, 5, TimeSpan.FromHours(2)).AddTicks(6_789_000);

        Assert.Equal(Date, RequestSigner.FormatDate(time));
    }
}
