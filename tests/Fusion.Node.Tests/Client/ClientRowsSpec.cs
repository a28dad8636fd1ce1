using System.Net;
using System.Text;
using Fusion.Client;
using Fusion.Node.Tests.Support;
using static Fusion.Node.Tests.Support.ScriptedHandler;

namespace Fusion.Node.Tests.Client;

/// <summary>Rows that are sent as they are written.</summary>
public sealed class ClientRowsSpec
{
    private const string Key = "AAECAwQFBgcICQoLDA0ODw==";
    private const string Ok = """{"statusCode":"OK","statusString":"OK","values":{}}""";
    private const string Csv = "x,y\n1,2\n";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_is_signed_by_its_SHA256_and_sent_again_under_its_key(bool stream)
    {
        var server = new ScriptedHandler(
            Answer(HttpStatusCode.TooManyRequests, ""), Fail(new HttpRequestException("reset")), Answer(HttpStatusCode.OK, Ok, Counts(7, 2)));
        RowOptions options = new() { Types = ["C", "B"], SkipBadRows = true, ContentEncoding = "gzip", IdempotencyKey = "mine" };
        var source = new MemoryStream(Encoding.UTF8.GetBytes("skipped" + Csv)) { Position = "skipped".Length };

        RowCounts counted = stream
            ? await Client(server).LearnAsync("p", source, RowOptions.Csv, options)
            : await Client(server).LearnAsync("p", Encoding.UTF8.GetBytes(Csv), RowOptions.Csv, options);

        Assert.Equal(new RowCounts(7, 2), counted);
        Assert.Equal([Csv, Csv, Csv], server.Received.Select(request => request.Body));
        HttpRequestMessage sent = server.Received[2].Message;
        string sha256 = RequestSigner.Sha256(Encoding.UTF8.GetBytes(Csv));
        Assert.Equal(("C,B", "mine", sha256), (server.Header(2, "sym-types"), server.Header(2, "Idempotency-Key"), server.Header(2, "sym-content-sha256")));
        Assert.Equal(("text/csv", "gzip"), (sent.Content!.Headers.ContentType!.MediaType, string.Join(',', sent.Content.Headers.ContentEncoding)));
        Assert.Equal(
            new RequestSigner("c1", Key).SignDigest("POST", "/symetry/rest/c1/projects/p/learn", "errorHandling=1", server.Header(2, "sym-date"), sha256),
            server.Header(2, "Authorization"));
    }

    [Fact]
    public async Task A_call_that_ended_at_a_bad_row_tells_what_counted()
    {
        const string Bad = """{"statusCode":"BAD_REQUEST","statusString":"Row 8 is bad","values":{}}""";
        var server = new ScriptedHandler(Answer(HttpStatusCode.BadRequest, Bad, [.. Counts(7, 1), ("sym-repeated", "true")]));

        FusionApiException declined = await Assert.ThrowsAsync<FusionApiException>(
            () => Client(server).ForgetAsync("p", Encoding.UTF8.GetBytes(Csv), RowOptions.Csv));

        Assert.Equal(("Row 8 is bad", new RowCounts(7, 1) { IsRepeated = true }), (declined.StatusString, declined.Rows));
        Assert.EndsWith("/projects/p/forget", server.Received[0].Message.RequestUri!.AbsolutePath, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stream_that_can_not_be_read_twice_is_refused()
    {
        await using var compressed = new System.IO.Compression.GZipStream(new MemoryStream(), System.IO.Compression.CompressionMode.Decompress);

        await Assert.ThrowsAsync<ArgumentException>(() => Client(new ScriptedHandler()).LearnAsync("p", compressed, RowOptions.Csv));
    }

    private static (string, string)[] Counts(int accepted, int rejected) => [("sym-accepted-rows", $"{accepted}"), ("sym-rejected-rows", $"{rejected}")];

    private static FusionClient Client(ScriptedHandler server) =>
        new(new HttpClient(server), new Uri("http://localhost:8080"), "c1", Key, new FusionClientOptions { RetryDelay = TimeSpan.FromMilliseconds(1) });
}
