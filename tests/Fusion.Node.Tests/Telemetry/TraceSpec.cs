using System.Diagnostics;
using System.Text;
using System.Threading.Channels;
using Fusion.Client;
using Fusion.Client.Entities;
using Fusion.Node.Demo;

namespace Fusion.Node.Tests.Telemetry;

/// <summary>A learn is one trace, from the request over the cell to the journal.</summary>
public sealed class TraceSpec
{
    private const string Request = "Microsoft.AspNetCore.Hosting.HttpRequestIn";

    [Theory]
    [InlineData(false)] // rows go to the cell
    [InlineData(true)] // their sums do
    public async Task One_learn_is_one_trace(bool csv)
    {
        var ended = Channel.CreateUnbounded<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "Fusion" or "Microsoft.AspNetCore",
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span => ended.Writer.TryWrite(span),
        };
        ActivitySource.AddActivityListener(listener);
        await using DemoNode node = await DemoNode.StartAsync(null, CancellationToken.None);
        await node.Client.CreateProjectAsync("p");
        using Activity own = new Activity("caller").Start(); // names this learn's trace: a listener hears every node of the process

        if (csv) await node.Client.LearnAsync("p", Encoding.UTF8.GetBytes("x\n1\n2\n"), RowOptions.Csv);
        else await node.Client.LearnAsync("p", new Frame(["x"], ["C"], [["1"], ["2"]]));

        Dictionary<string, Activity> spans = await ReadAsync(ended.Reader, own.TraceId);
        Assert.Equal(spans[Request].SpanId, spans["ingest"].ParentSpanId);
        Assert.Equal(spans["ingest"].SpanId, spans["commit"].ParentSpanId);
        Assert.Equal(spans["commit"].SpanId, spans["journal"].ParentSpanId);
        Assert.Equal(2L, spans["commit"].GetTagItem("fusion.rows"));
    }

    [Fact]
    public async Task The_node_is_measured_without_names()
    {
        await using DemoNode node = await DemoNode.StartAsync(null, CancellationToken.None);
        await node.Client.CreateProjectAsync("secretproject");
        RowOptions options = new() { Types = ["C"], SkipBadRows = true };
        await node.Client.LearnAsync("secretproject", Encoding.UTF8.GetBytes("x\n1\ntwo\n3\n"), RowOptions.Csv, options);
        using var http = new HttpClient();

        string metrics = await http.GetStringAsync(new Uri(node.Url, "/metrics"));

        const string Rejected = "fusion_ingest_rejected_rows_total{otel_scope_name=\"Fusion.Http\",format=\"csv\",operation=\"learn\"} 1";
        Assert.Contains(Rejected, metrics, StringComparison.Ordinal);
        foreach (string name in (string[])
            ["fusion_ingest_bytes_total", "fusion_commit_rows_total", "fusion_commit_duration_seconds_bucket", "fusion_batches_waiting",
             "fusion_batches_in_flight", "fusion_body_memory_bytes", "fusion_journal_events_total", "http_server_request_duration_seconds_count", "dotnet_gc_"])
        {
            Assert.Contains($"\n{name}", metrics, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("secretproject", metrics, StringComparison.Ordinal);
        Assert.DoesNotContain(node.Cid, metrics, StringComparison.Ordinal);
    }

    /// <summary>The spans of one trace, by name; the request's is the last to end.</summary>
    private static async Task<Dictionary<string, Activity>> ReadAsync(ChannelReader<Activity> ended, ActivityTraceId trace)
    {
        var spans = new Dictionary<string, Activity>();
        await foreach (Activity span in ended.ReadAllAsync())
        {
            if (span.TraceId != trace) continue;
            spans.Add(span.OperationName, span);
            if (span.OperationName == Request) return spans;
        }

        throw new InvalidOperationException("There is no such trace");
    }
}
