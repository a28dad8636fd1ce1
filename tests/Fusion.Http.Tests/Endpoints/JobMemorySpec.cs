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

    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ApiHost _host = null!;

    private BodyMemory Memory => _host.Services.GetRequiredService<BodyMemory>();

    public async Task InitializeAsync()
    {
        _host = await ApiHost.StartAsync(("ReplyTimeout", "00:00:01"), ("UpdateTimeout", "00:00:01"));
        _host.Script.Jobs().Projects(ProjectKind.Cell, "irisTest");
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Rows_take_memory_until_their_job_says_that_it_has_ended()
    {
        _host.Script.On<JobProtocol.AwaitJob>(_ =>
        {
            _asked.TrySetResult();
            return null;
        });
        Assert.Equal(202, (await LearnAsync()).Status);
        await _asked.Task.WaitAsync(Patience);
        Assert.InRange(Memory.Used, Frame.Length, 2 * Frame.Length);

        // The question is lost with the node that had it, and asked again.
        _host.Script.On<JobProtocol.AwaitJob>(question => new JobProtocol.JobDescribed(Some.Job(question.JobId.Number, done: true)));
        await MemoryIsFreeAsync();
    }

    [Fact]
    public async Task Rows_of_a_job_that_did_not_start_take_no_memory()
    {
        _host.Script.On<JobProtocol.AwaitJob>(_ => new Refused(Fault.UnknownJob())).On<JobProtocol.StartJob>(_ => new Refused(Fault.Overloaded("jobs")));

        Assert.Equal(500, (await LearnAsync()).Status);

        await MemoryIsFreeAsync();
    }

    [Fact]
    public async Task Rows_of_a_job_that_may_have_started_take_memory()
    {
        _host.Script.On<JobProtocol.StartJob>(_ => null).On<JobProtocol.AwaitJob>(_ =>
        {
            _asked.TrySetResult();
            return null;
        });

        Assert.Equal(503, (await LearnAsync()).Status);
        await _asked.Task.WaitAsync(Patience);

        Assert.InRange(Memory.Used, Frame.Length, 2 * Frame.Length);
    }

    [Fact]
    public async Task A_job_that_answers_is_asked_once()
    {
        _host.Script.On<JobProtocol.AwaitJob>(question => new JobProtocol.JobDescribed(Some.Job(question.JobId.Number, done: true)));

        await LearnAsync();
        await MemoryIsFreeAsync();

        Assert.Single(_host.Script.Received.OfType<JobProtocol.AwaitJob>());
        Assert.Empty(_host.Script.Received.OfType<JobProtocol.GetJob>());
    }

    private Task<Answer> LearnAsync() => _host.SendAsync("POST", "/symetry/rest/c1/projects/irisTest/learn?async=true", Frame);

    // The memory tells nobody when it is given back.
    private async Task MemoryIsFreeAsync()
    {
        using var tooLate = new CancellationTokenSource(Patience);
        while (Memory.Used != 0) await Task.Delay(10, tooLate.Token);
    }
}
