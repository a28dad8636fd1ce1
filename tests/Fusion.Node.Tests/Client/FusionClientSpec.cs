using System.Net;
using Fusion.Client;
using Fusion.Client.Entities;
using Fusion.Node.Tests.Support;
using static Fusion.Node.Tests.Support.ScriptedHandler;

namespace Fusion.Node.Tests.Client;

public sealed class FusionClientSpec
{
    private const string Key = "AAECAwQFBgcICQoLDA0ODw==";
    private const string Ok = """{"statusCode":"OK","statusString":"OK","values":{}}""";

    private static readonly Frame OneRow = new(["x"], ["C"], [["1"]]);

    [Theory]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    [InlineData(HttpStatusCode.TooManyRequests)]
    public async Task Learn_is_sent_again_under_the_same_key_when_the_server_is_overloaded(HttpStatusCode overload)
    {
        var server = new ScriptedHandler(Answer(overload, ""), Answer(HttpStatusCode.OK, Ok));

        await Client(server).LearnAsync("p1", OneRow);

        Assert.Equal(2, server.Received.Count);
        Assert.NotEqual("", server.Header(0, "Idempotency-Key"));
        Assert.Equal(server.Header(0, "Idempotency-Key"), server.Header(1, "Idempotency-Key"));
    }

    [Fact]
    public async Task Learn_is_sent_again_when_the_answer_is_lost()
    {
        var server = new ScriptedHandler(Fail(new HttpRequestException("reset")), Fail(new TaskCanceledException("late")), Answer(HttpStatusCode.OK, Ok));

        await Client(server).LearnAsync("p1", OneRow, "mine");

        Assert.Equal(["mine", "mine", "mine"], Enumerable.Range(0, 3).Select(i => server.Header(i, "Idempotency-Key")));
    }

    [Fact]
    public async Task Learn_is_given_up_after_the_last_attempt()
    {
        var server = new ScriptedHandler(Answer(HttpStatusCode.ServiceUnavailable, ""), Answer(HttpStatusCode.ServiceUnavailable, ""));

        FusionApiException declined = await Assert.ThrowsAsync<FusionApiException>(() => Client(server, attempts: 2).LearnAsync("p1", OneRow));

        Assert.Equal(503, declined.StatusCode);
    }

    [Fact]
    public async Task What_has_no_key_is_sent_once()
    {
        var server = new ScriptedHandler(Answer(HttpStatusCode.ServiceUnavailable, ""));

        await Assert.ThrowsAsync<FusionApiException>(() => Client(server).CreateProjectAsync("p1"));

        Assert.Single(server.Received);
    }

    [Fact]
    public async Task A_refusal_carries_status_and_text()
    {
        const string Text = "Cannot Find SYMETRYML id[p1] for Customer id [c1]";
        var server = new ScriptedHandler(Answer(HttpStatusCode.BadRequest, $$$"""{"statusCode":"BAD_REQUEST","statusString":"{{{Text}}}","values":{}}"""));

        FusionApiException declined = await Assert.ThrowsAsync<FusionApiException>(() => Client(server).ProjectInfoAsync("p1"));

        Assert.Equal((400, Text), (declined.StatusCode, declined.StatusString));
    }

    [Fact]
    public async Task The_signature_covers_the_path_and_query_as_they_go_on_the_wire()
    {
        var server = new ScriptedHandler(Answer(HttpStatusCode.Created, Ok));

        await Client(server).CreateProjectAsync("a b/ä");

        HttpRequestMessage sent = server.Received[0].Message;
        Assert.Equal("/symetry/rest/c1/projects?pid=a%20b%2F%C3%A4", sent.RequestUri!.PathAndQuery);
        Assert.Equal(["mZFLkyvTelC5g8XnyQrpOw=="], sent.Content!.Headers.GetValues("Content-MD5"));
        Assert.Equal(
            new RequestSigner("c1", Key).Sign("POST", "/symetry/rest/c1/projects", "pid=a%20b%2F%C3%A4", server.Header(0, "sym-date"), "{}"u8),
            server.Header(0, "Authorization"));
    }

    [Fact]
    public async Task With_SHA256_the_digest_is_a_header_and_there_is_no_MD5()
    {
        var server = new ScriptedHandler(Answer(HttpStatusCode.Created, Ok));

        await Client(server, digest: ContentDigest.Sha256).CreateProjectAsync("p1");

        Assert.Equal(RequestSigner.Sha256("{}"u8), server.Header(0, "sym-content-sha256"));
        Assert.False(server.Received[0].Message.Content!.Headers.Contains("Content-MD5"));
    }

    [Fact]
    public async Task A_job_is_asked_until_it_is_finished()
    {
        const string Running = """{"statusCode":"ACCEPTED","statusString":"Job still running","values":{}}""";
        var server = new ScriptedHandler(
            Answer(HttpStatusCode.Accepted, Running, ("sym-job-id", "7")),
            Answer(HttpStatusCode.Accepted, Running),
            Answer(HttpStatusCode.OK, """{"statusCode":"OK","statusString":"Job is finished","values":{"a":1}}"""));
        FusionClient client = Client(server);

        long job = await client.BuildAsync("p1", "m1", "mlr", new MlContext());
        System.Text.Json.JsonElement values = await client.WaitForJobAsync(job);

        Assert.Equal(7, job);
        Assert.Equal(1, values.GetProperty("a").GetInt32());
        Assert.EndsWith("/jobs/7", server.Received[2].Message.RequestUri!.AbsolutePath, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cells_travel_encrypted_both_ways()
    {
        string status = BodyCipher.Encrypt("""{"values":[{"host":"h","cid":"c1","status":"OK","pid":"cell1"}]}""", Key);
        var server = new ScriptedHandler(Answer(HttpStatusCode.OK, $$$"""{"statusCode":"OK","statusString":"OK","values":{"cellsStatusEncrypted":"{{{status}}}"}}"""));

        IReadOnlyList<FusionCellStatus> states = await Client(server).CellsStatusAsync("f1", [new FusionCell("http://localhost:8081", "c1", Key, "cell1")]);

        Assert.Equal([new FusionCellStatus("h", "c1", "cell1", "OK")], states);
        Assert.Equal(
            $$"""{"values":[{"host":"http://localhost:8081","cid":"c1","sk":"{{Key}}","pid":"cell1"}]}""",
            BodyCipher.Decrypt(server.Received[0].Body, Key));
    }

    [Fact]
    public async Task Numbers_that_are_none_are_read_from_their_texts()
    {
        var server = new ScriptedHandler(Answer(HttpStatusCode.OK, """{"statusCode":"OK","statusString":"OK","values":{"KSVDMap":{"values":[{"mean":1.5,"skewness":"NaN"}]}}}"""));

        IReadOnlyDictionary<string, double> moments = (await Client(server).ExploreAsync("p1", "uni", [new MlContext()]))[0];

        Assert.Equal((1.5, double.NaN), (moments["mean"], moments["skewness"]));
    }

    private static FusionClient Client(ScriptedHandler server, int attempts = 5, ContentDigest digest = ContentDigest.Md5) =>
        new(new HttpClient(server), new Uri("http://localhost:8080"), "c1", Key, new FusionClientOptions
        {
            MaxAttempts = attempts,
            RetryDelay = TimeSpan.FromMilliseconds(1),
            Digest = digest,
        });
}
