using System.IO.Compression;
using System.Text;
using Fusion.Contracts.Protocols;
using Fusion.Http.Tests.Support;
using Fusion.Statistics.Frames;

namespace Fusion.Http.Tests.Ingestion;

/// <summary>Rows to be predicted, in other formats than JSON.</summary>
public sealed class PredictBodiesSpec : IngestionSpec
{
    public PredictBodiesSpec(ApiFixture fixture)
        : base(fixture) =>
        Script.On<ProjectProtocol.Predict>(_ => new ProjectProtocol.Predicted([]));

    [Fact]
    public async Task Csv_is_read_as_a_frame()
    {
        Answer answer = await SendCsvAsync("x,k\n1.50,red\n,\"b,c\"\n", "predict/m");

        Assert.Equal(200, answer.Status);
        DataFrame frame = Script.Single<ProjectProtocol.Predict>().Frame;
        Assert.Equal(["x", "k"], frame.AttributeNames.ToArray());
        Assert.Equal(["1.50", "red", "", "b,c"], Enumerable.Range(0, 4).Select(i => Encoding.UTF8.GetString(frame.Cell(i / 2, i % 2))));
    }

    [Fact]
    public async Task So_is_compressed_json()
    {
        using var target = new MemoryStream();
        await using (var gzip = new GZipStream(target, CompressionLevel.Fastest))
        {
            gzip.Write("""{"attributeNames":["x"],"data":[["7"]]}"""u8);
        }

        Answer answer = await SendAsync("predict/m", target.ToArray(), ("Content-Encoding", "gzip"));

        Assert.Equal(200, answer.Status);
        Assert.Equal(1, Script.Single<ProjectProtocol.Predict>().Frame.RowCount);
    }

    [Fact]
    public async Task A_row_whose_quotes_make_no_sense_is_named()
    {
        AssertBadRequest("Row 2 has '2\"\"2' as cell 1, whose quotes don't enclose it.", await SendCsvAsync("x\n1\n2\"\"2\n", "predict/m"));
    }
}
