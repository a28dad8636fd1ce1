using Fusion.Contracts.Protocols;
using Fusion.Http.Tests.Support;

namespace Fusion.Http.Tests.Ingestion;

/// <summary>A body that is read before its signature is known counts, and tells anything, only once it is.</summary>
public sealed class StreamedSignatureSpec(ApiFixture fixture) : IngestionSpec(fixture)
{
    private static readonly string Large = "x\n" + string.Join('\n', Enumerable.Range(0, 100_000));

    [Fact]
    public async Task With_its_md5_a_body_is_verified_as_it_comes()
    {
        Answer answer = await Host.SendAsync(WithMd5(Large));

        Assert.Equal(200, answer.Status);
        Assert.Equal(100_000, Sums.Rows);
    }

    [Fact]
    public async Task Amid_a_rotation_the_key_before_signs_too()
    {
        byte[] other = [.. Enumerable.Range(0, 16).Select(i => (byte)(3 * i))];
        Host.Users.Add(TestKeys.Customer, Convert.ToBase64String(other), TestKeys.Secret);

        Answer answer = await Host.SendAsync(WithMd5(Large));

        Assert.Equal(200, answer.Status);
    }

    [Fact]
    public async Task A_wrong_signature_is_told_and_nothing_counts()
    {
        Answer answer = await Host.SendAsync(WithMd5(Large) with { Signature = Convert.ToBase64String(new byte[32]) });

        AssertAnswer(401, "UNAUTHORIZED", "Invalid Signature", answer);
        Assert.StartsWith(@"POST\n", answer.Values["stringToSign"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Empty(Script.Received.OfType<IngestionProtocol.UpdateSums>());
    }

    [Theory]
    [InlineData("/symetry/rest/c1/projects/nope/learn")]
    [InlineData("/symetry/rest/c1/projects/both/learn")]
    [InlineData("/symetry/rest/c1/projects/irisTest/learn?errorHandling=9")]
    public async Task Who_can_not_sign_learns_nothing_else(string target)
    {
        Answer answer = await Host.SendAsync(WithMd5(Large) with { Target = target, Signature = Convert.ToBase64String(new byte[32]) });

        AssertAnswer(401, "UNAUTHORIZED", "Invalid Signature", answer);
    }

    [Fact]
    public async Task A_body_that_differs_from_its_md5_is_refused()
    {
        SignedMessage message = WithMd5(Large);
        Answer answer = await Host.SendAsync(message with { Body = Large + "1", Signature = message.Sign() });

        AssertBadRequest("Md5 do not match", answer);
        Assert.Empty(Script.Received.OfType<IngestionProtocol.UpdateSums>());
    }

    [Fact]
    public async Task A_body_that_differs_from_its_sha256_is_refused()
    {
        SignedMessage message = WithMd5(Large) with { Headers = Csv, Sha256 = true };
        var claimed = new Dictionary<string, string>(Csv) { ["sym-content-sha256"] = message.BodyHash };

        Answer answer = await Host.SendAsync(message with { Body = Large + "1", Signature = message.Sign(), Headers = claimed });

        AssertBadRequest("sym-content-sha256 does not match the body", answer);
        Assert.Empty(Script.Received.OfType<IngestionProtocol.UpdateSums>());
    }

    [Fact]
    public async Task An_unknown_user_is_refused()
    {
        Answer answer = await Host.SendAsync(WithMd5(Large) with { Target = "/symetry/rest/nobody/projects/irisTest/learn", Customer = "nobody" });

        AssertAnswer(401, "UNAUTHORIZED", "Invalid User", answer);
    }

    private static Dictionary<string, string> Csv => new() { ["Content-Type"] = "text/csv" };

    private static SignedMessage WithMd5(string body) => new("POST", "/symetry/rest/c1/projects/irisTest/learn", body)
    {
        Headers = new Dictionary<string, string>(Csv) { ["Content-MD5"] = SignedMessage.Md5(body) },
    };
}
