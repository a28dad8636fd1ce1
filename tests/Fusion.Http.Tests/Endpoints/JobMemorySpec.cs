using Fusion.Contracts.Faults;
using Fusion.Contracts.Projects;
using Fusion.Contracts.Protocols;
using Fusion.Http.Authentication;
using Fusion.Http.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Fusion.Http.Tests.Endpoints;

/// <summary>What the rows of a job hold until it ends.</summary>
public sealed class JobMemorySpec : IAsyncLifetime
{
    private const string Frame = """{"attributeNames":["x"],"data":[["1"]]}""";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private ApiHost _host = null!;

    private BodyMemory Memory => _host.Services.GetRequiredService<BodyMemory>();

    public async Task InitializeAsync()
    {
        _host = await ApiHost.StartAsync(("ReplyTimeout", "00:00:01"));
        _host.Script.Jobs().Projects(ProjectKind.Cell, "irisTest");
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Rows_take_memory_until_their_job_is_done()
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _host.Script.On<JobProtocol.GetJob>(question =>
        {
            asked.TrySetResult();
            return new JobProtocol.JobRunning(Some.Job(question.JobId.Number));
        });
        Assert.Equal(202, (await LearnAsync()).Status);
        _host.Clock.Advance(TimeSpan.FromSeconds(1));
        await asked.Task.WaitAsync(Patience);
        Assert.InRange(Memory.Used, Frame.Length, 2 * Frame.Length);

        var result = new Refused(Fault.Failed("no room"));
        _host.Script.On<JobProtocol.GetJob>(question => new JobProtocol.JobFinished(Some.Job(question.JobId.Number, done: true), result));
        await MemoryIsFreeAsync();
    }

    [Fact]
    public async Task Rows_of_a_job_that_did_not_start_take_no_memory()
    {
        _host.Script.On<JobProtocol.GetJob>(_ => new Refused(Fault.UnknownJob())).On<JobProtocol.StartJob>(_ => new Refused(Fault.Overloaded("jobs")));

        Assert.Equal(500, (await LearnAsync()).Status);

        await MemoryIsFreeAsync();
    }

    [Fact]
    public async Task A_job_that_does_not_answer_keeps_its_rows_memory()
    {
        var silent = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _host.Script.On<JobProtocol.GetJob>(_ =>
        {
            silent.TrySetResult();
            return null;
        });
        await LearnAsync();
        _host.Clock.Advance(TimeSpan.FromSeconds(1));
        await silent.Task.WaitAsync(Patience);
        int asked = _host.Script.Received.Count;

        await UntilAsync(() => _host.Script.Received.Count > asked);

        Assert.InRange(Memory.Used, Frame.Length, 2 * Frame.Length);
    }

    private Task<Answer> LearnAsync() => _host.SendAsync("POST", "/symetry/rest/c1/projects/irisTest/learn?async=true", Frame);

    private Task MemoryIsFreeAsync() => UntilAsync(() => Memory.Used == 0);

    // Nothing tells when a job is asked next: time runs until it was.
    private async Task UntilAsync(Func<bool> condition)
    {
        using var tooLate = new CancellationTokenSource(Patience);
        while (!condition())
        {
            tooLate.Token.ThrowIfCancellationRequested();
            _host.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(10);
        }
    }
}
