using System.IO.Compression;
using System.Text;
using Fusion.Contracts.Protocols;
using Fusion.Http.Tests.Support;
using ZstdSharp;

namespace Fusion.Http.Tests.Ingestion;

/// <summary>Compressed bodies.</summary>
public sealed class CompressionSpec(ApiFixture fixture) : IngestionSpec(fixture)
{
    private static readonly string[] Rows = ManyRows(50_000);

    [Theory]
    [InlineData("gzip")]
    [InlineData("zstd")]
    public async Task A_compressed_table_gives_the_sums_of_its_rows(string encoding)
    {
        Answer answer = await SendAsync("learn", Compress(encoding, "a,b,c\n" + string.Join('\n', Rows)), Csv(encoding));

        Assert.Equal(200, answer.Status);
        Assert.Equal(SumsOf(Frame("a,b,c", "CCB", Rows)).Digest(), Sums.Digest());
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("zstd")]
    public async Task A_compressed_frame_is_learned(string encoding)
    {
        const string Frame = """{"attributeNames":["x"],"data":[["4.30"]],"attributeTypes":["C"]}""";

        Answer answer = await SendAsync("learn", Compress(encoding, Frame), ("Content-Encoding", encoding));

        Assert.Equal(200, answer.Status);
        Assert.Equal(1, Script.Single<CellProtocol.UpdateRows>().Frame.RowCount);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("zstd")]
    public async Task Damage_is_the_senders_error(string encoding)
    {
        byte[] whole = Compress(encoding, "a,b,c\n" + string.Join('\n', Rows));
        byte[][] damaged = ["x\n1\n"u8.ToArray(), [.. whole.Select((b, i) => i == whole.Length / 2 ? (byte)~b : b)]];
        foreach (byte[] body in damaged)
        {
            Answer answer = await SendAsync("learn", body, Csv(encoding));

            Assert.Equal(400, answer.Status);
        }

        Assert.Empty(Script.Received.OfType<IngestionProtocol.UpdateSums>());
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("zstd")]
    public async Task A_body_that_was_cut_off_is_damaged_wherever_that_was(string encoding)
    {
        byte[] whole = Compress(encoding, "a,b,c\n" + string.Join('\n', Rows));
        for (int length = 1; length < whole.Length; length += Math.Max(1, whole.Length / 40))
        {
            Answer answer = await SendAsync("learn", whole[..length], Csv(encoding));

            Assert.Equal(400, answer.Status);
        }

        Assert.Equal(400, (await SendAsync("learn", whole[..^1], Csv(encoding))).Status);
        Assert.Empty(Script.Received.OfType<IngestionProtocol.UpdateSums>());
    }

    [Fact]
    public async Task Another_encoding_is_refused()
    {
        AssertBadRequest(
            "Content-Encoding [br] is not supported; allowed are gzip, zstd and identity",
            await SendAsync("learn", "x"u8.ToArray(), Csv("br")));
    }

    [Fact]
    public async Task A_bomb_ends_at_the_limit()
    {
        await using ApiHost host = await ApiHost.StartAsync(("MaxStreamedBody", "100000"), ("MaxBodySize", "100000"), ("MaxBufferedBody", "10000"));
        host.Script.Projects(Contracts.Projects.ProjectKind.Cell, "p").On<IngestionProtocol.GetIngestionPlan>(question =>
            new IngestionProtocol.IngestionPlanFound(
                question.ProjectId, Some.Info("p").Settings, Statistics.Schema.Empty, [], MaxAttributes: 10, MaxCategories: 10));

        Answer answer = await host.SendAsync(new SignedMessage("POST", "/symetry/rest/c1/projects/p/learn")
        {
            Bytes = Compress("gzip", "x\n" + string.Concat(Enumerable.Repeat("1\n", 1_000_000))),
            Sha256 = true,
            Headers = Csv("gzip").ToDictionary(header => header.Item1, header => header.Item2),
        });

        AssertAnswer(413, "REQUEST_ENTITY_TOO_LARGE", "The body holds more than 100000 bytes (http.maxStreamedBody)", answer);
    }

    private static (string, string)[] Csv(string encoding) => [("Content-Type", "text/csv"), ("Content-Encoding", encoding)];

    private static byte[] Compress(string encoding, string text)
    {
        using var target = new MemoryStream();
        using (Stream compressor = encoding == "gzip" ? new GZipStream(target, CompressionLevel.Fastest) : new CompressionStream(target))
        {
            compressor.Write(Encoding.UTF8.GetBytes(text));
        }

        return target.ToArray();
    }
}
