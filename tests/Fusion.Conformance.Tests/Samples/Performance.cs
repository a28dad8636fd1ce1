using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Fusion.Conformance.Tests.Support;

namespace Fusion.Conformance.Tests.Samples;

/// <summary>Sends one sample's request to the node and compares what comes back.</summary>
internal sealed partial class Performance(Sample sample, Stage stage)
{
    private static readonly TimeSpan JobPatience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Does it once; fails where the answer is another than the documented one.</summary>
    public async Task PlayAsync()
    {
        await stage.PrepareAsync(sample.Id);
        if (sample.Method == "WS")
        {
            Check(sample, await WebSocketCall.SendAsync(sample, stage));
            return;
        }

        RawAnswer answer = await SendAsync();
        Assert.True(sample.Status == answer.Status, $"HTTP {answer.Status} instead of {sample.Status}: {answer.Text}");
        Check(sample, answer.Json);
        if (answer.Status == 202 && sample.Id != "job-running") await FollowAsync(answer);
    }

    private Task<RawAnswer> SendAsync()
    {
        string path = sample.Path(stage.Account);
        if (stage.Job > 0) path = JobNumber().Replace(path, $"/jobs/{stage.Job}");
        byte[] body = Notes.Body(sample, stage);
        Dictionary<string, string> headers = Signing.Headers(stage.Account, sample.Method, path, sample.Query, body);
        FalseHeaders.Apply(sample.Id, headers);
        if (sample.Id == "auth-error-2") path = path.Replace($"/{stage.Account.Cid}/", "/nobody/", StringComparison.Ordinal);
        return RawHttp.SendAsync(stage.Node.Url, sample.Method, Signing.Target(path, sample.Query), headers, body);
    }

    // The answer names the job twice: where it is, as the client wrote the host, and its number.
    private async Task FollowAsync(RawAnswer created)
    {
        string job = created.Headers["sym-job-id"], path = $"/symetry/rest/{stage.Account.Cid}/jobs/{job}";
        Assert.Equal($"http://{Signing.Host}{path}", created.Headers["Location"]);
        if (sample.Location is { } documented) Assert.StartsWith($"http://{Signing.Host}/symetry/rest/c1/jobs/", documented, StringComparison.Ordinal);
        if (sample.Job is not { } expected) return;
        using CancellationTokenSource patience = new(JobPatience);
        RawAnswer answer = await Signing.SendAsync(stage.Node.Url, stage.Account, "GET", path);
        while (answer.Status == 202)
        {
            await Task.Delay(Pause, patience.Token);
            answer = await Signing.SendAsync(stage.Node.Url, stage.Account, "GET", path);
        }

        Assert.True(expected.Status == answer.Status, $"The job ended with HTTP {answer.Status} instead of {expected.Status}: {answer.Text}");
        Check(expected, answer.Json);
    }

    private void Check(Sample documented, JsonObject answer)
    {
        if (Notes.Expected(documented, sample.Id, stage.Account) is { } expected) Notes.Comparison(documented, sample.Id).Check(expected, answer);
    }

    [GeneratedRegex("/jobs/[0-9]$")]
    private static partial Regex JobNumber();
}
