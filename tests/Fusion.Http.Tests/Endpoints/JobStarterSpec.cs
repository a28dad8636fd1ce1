using Fusion.Contracts.Faults;
using Fusion.Contracts.Protocols;
using Fusion.Http.Authentication;
using Fusion.Http.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Fusion.Http.Tests.Endpoints;

/// <summary>How jobs begin, and what they hold until they end.</summary>
public sealed class JobStarterSpec : EndpointSpec
{
    private const string Frame = """{"attributeNames":["x"],"data":[["1"]]}""";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private BodyMemory Memory => Host.Services.GetRequiredService<BodyMemory>();

    [Theory]
    [InlineData("build?algo=lda&modelid=m", "{}")]
    [InlineData("learn?async=true", Frame)]
    [InlineData("forget?async=true", Frame)]
    public async Task A_job_that_finds_no_room_is_refused_as_documented(string path, string body)
    {
        Script.On<ProjectProtocol.CheckBuild>(question => new ProjectProtocol.BuildPossible(question.ProjectId));

        Script.On<JobProtocol.StartJob>(_ => new Refused(Fault.Overloaded("jobs")));
        AssertRefused(await PostAsync("projects/irisTest/" + path, body));

        Script.On<CustomerProtocol.AllocateJob>(_ => new Refused(Fault.Overloaded("jobs")));
        AssertRefused(await PostAsync("projects/irisTest/" + path, body));
    }

    [Fact]
    public async Task Rows_take_memory_until_their_job_is_done()
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Script.On<JobProtocol.GetJob>(question =>
        {
            asked.TrySetResult();
            return new JobProtocol.JobRunning(Some.Job(question.JobId.Number));
        });
        AssertJobCreated(await PostAsync("projects/irisTest/learn?async=true", Frame));
        Host.Clock.Advance(TimeSpan.FromSeconds(1));
        await asked.Task.WaitAsync(Patience);
        Assert.InRange(Memory.Used, Frame.Length, 2 * Frame.Length);

        var result = new Refused(Fault.Failed("no room"));
        Script.On<JobProtocol.GetJob>(question => new JobProtocol.JobFinished(Some.Job(question.JobId.Number, done: true), result));
        await MemoryIsFreeAsync();
    }

    [Fact]
    public async Task Rows_of_a_job_that_did_not_start_take_no_memory()
    {
        Script.On<JobProtocol.GetJob>(_ => new Refused(Fault.UnknownJob())).On<JobProtocol.StartJob>(_ => new Refused(Fault.Overloaded("jobs")));

        AssertRefused(await PostAsync("projects/irisTest/learn?async=true", Frame));

        await MemoryIsFreeAsync();
    }

    [Fact]
    public async Task A_job_that_does_not_answer_keeps_its_rows_memory()
    {
        var silent = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Script.On<JobProtocol.GetJob>(_ =>
        {
            silent.TrySetResult();
            return null;
        });
        await PostAsync("projects/irisTest/learn?async=true", Frame);
        Host.Clock.Advance(TimeSpan.FromSeconds(1));
        await silent.Task.WaitAsync(Patience);
        int asked = Script.Received.Count;

        await UntilAsync(() => Script.Received.Count > asked);

        Assert.InRange(Memory.Used, Frame.Length, 2 * Frame.Length);
    }

    private static void AssertRefused(Answer answer) => AssertAnswer(500, "INTERNAL_SERVER_ERROR", "Job execution was refused by server.", answer);

    private Task MemoryIsFreeAsync() => UntilAsync(() => Memory.Used == 0);

    // Nothing tells when a job is asked next: time runs until it was.
    private async Task UntilAsync(Func<bool> condition)
    {
        using var tooLate = new CancellationTokenSource(Patience);
        while (!condition())
        {
            tooLate.Token.ThrowIfCancellationRequested();
            Host.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(10);
        }
    }
}
