using Fusion.Contracts.Ids;
using Fusion.Contracts.Projects;
using Fusion.Contracts.Protocols;
using Fusion.Http.Tests.Support;

namespace Fusion.Http.Tests.Endpoints;

/// <summary>What the same <c>Idempotency-Key</c> means for a request sent again, and for other work.</summary>
public sealed class IdempotencySpec(ApiFixture fixture) : EndpointSpec(fixture)
{
    private const string Frame = """{"attributeNames":["x"],"data":[["1"]]}""";
    private const string KeyHeader = "Idempotency-Key";

    private const string OutcomeUnknown =
        "No answer in time: the rows may still be counted. Repeat the request only under the same Idempotency-Key, else they may count twice; "
        + "where the request had none, that header of this answer names one to use within minutes";

    [Fact]
    public async Task One_key_is_another_attempt_on_another_project_and_for_other_work()
    {
        Script.Projects(ProjectKind.Cell, "p1", "p2").On<ProjectProtocol.CheckBuild>(question => new ProjectProtocol.BuildPossible(question.ProjectId));

        await PostWithKeyAsync("projects/p1/learn?async=true", Frame, "key");
        await PostWithKeyAsync("projects/p2/learn?async=true", Frame, "key");
        await PostWithKeyAsync("projects/p1/forget?async=true", Frame, "key");
        await PostWithKeyAsync("projects/p1/build?algo=lda&modelid=m", "{}", "key");

        Assert.Equal(["learn|c1/p1|key", "learn|c1/p2|key", "forget|c1/p1|key", "build|c1/p1|key"], Attempts());
    }

    [Fact]
    public async Task One_key_for_the_same_work_is_one_attempt()
    {
        await PostWithKeyAsync("projects/irisTest/learn?async=true", Frame, "key");
        await PostWithKeyAsync("projects/irisTest/learn?async=true", Frame, "key");

        Assert.Single(Attempts().Distinct());
    }

    [Fact]
    public async Task A_cell_gets_the_key_as_it_is_whether_a_job_sends_the_rows_or_not()
    {
        AcceptRows();

        await PostWithKeyAsync("projects/irisTest/learn", Frame, "key");
        await PostWithKeyAsync("projects/irisTest/learn?async=true", Frame, "key");

        Assert.Equal("key", Updates().Single().AttemptId.Value);
        Assert.Equal("key", Assert.IsType<CellProtocol.UpdateRows>(Script.Single<JobProtocol.StartJob>().Work).AttemptId.Value);
    }

    [Fact]
    public async Task A_key_as_long_as_allowed_is_an_attempt_no_longer_than_allowed()
    {
        await PostWithKeyAsync("projects/irisTest/learn?async=true", Frame, new string('k', AttemptId.MaxLength - 1) + "1");
        await PostWithKeyAsync("projects/irisTest/learn?async=true", Frame, new string('k', AttemptId.MaxLength - 1) + "2");

        Assert.All(Attempts(), attempt => Assert.Equal(64, attempt.Length));
        Assert.Equal(2, Attempts().Distinct().Count());
    }

    [Theory]
    [InlineData("projects/irisTest/learn")]
    [InlineData("projects/irisTest/forget?async=true")]
    public async Task Without_a_key_the_answer_names_the_one_that_was_made_and_it_works(string path)
    {
        AcceptRows();

        Answer first = await PostAsync(path, Frame);
        Answer second = await PostWithKeyAsync(path, Frame, first.Headers[KeyHeader]);

        Assert.False(second.Headers.ContainsKey(KeyHeader));
        Assert.Single((Attempts().Length > 0 ? Attempts() : Updates().Select(update => update.AttemptId.Value)).Distinct());
    }

    [Fact]
    public async Task Other_answers_name_no_key() => Assert.False((await GetAsync("projects/list")).Headers.ContainsKey(KeyHeader));

    [Fact]
    public async Task After_a_time_out_rows_may_still_count_and_the_answer_says_how_to_repeat_them()
    {
        Answer first = await PostAsync("projects/irisTest/learn", Frame);
        AcceptRows();
        Answer second = await PostWithKeyAsync("projects/irisTest/learn", Frame, first.Headers[KeyHeader]);

        AssertAnswer(503, "SERVICE_UNAVAILABLE", OutcomeUnknown, first);
        Assert.Equal(200, second.Status);
        Assert.Equal(2, Updates().Length);
        Assert.Single(Updates().Select(update => update.AttemptId).Distinct());
    }

    [Fact]
    public async Task After_a_time_out_a_job_may_still_run_and_the_answer_says_how_to_repeat_it()
    {
        Script.On<JobProtocol.StartJob>(_ => null);
        Answer first = await PostAsync("projects/irisTest/forget?async=true", Frame);
        Script.Jobs();
        Answer second = await PostWithKeyAsync("projects/irisTest/forget?async=true", Frame, first.Headers[KeyHeader]);

        AssertAnswer(503, "SERVICE_UNAVAILABLE", OutcomeUnknown, first);
        AssertJobCreated(second);
        Assert.Equal(2, Attempts().Length);
        Assert.Single(Attempts().Distinct());
    }

    [Fact]
    public async Task A_time_out_before_anything_was_asked_to_change_is_harmless()
    {
        Script.On<CustomerProtocol.AllocateJob>(_ => null);

        Answer answer = await PostAsync("projects/irisTest/learn?async=true", Frame);

        AssertAnswer(503, "SERVICE_UNAVAILABLE", "No answer in time: the project is busy or its node is unreachable; send the request again later", answer);
    }

    [Fact]
    public async Task Also_a_failure_names_the_key()
    {
        Script.Fail<CellProtocol.UpdateRows>(new InvalidOperationException("boom"));

        Answer answer = await PostAsync("projects/irisTest/learn", Frame);

        Assert.Equal(500, answer.Status);
        Assert.NotEmpty(answer.Headers[KeyHeader]);
    }

    private void AcceptRows() => Script.On<CellProtocol.UpdateRows>(command => new CellProtocol.RowsUpdated(command.ProjectId, command.AttemptId, 1, 0, null));

    private string[] Attempts() => [.. Script.Received.OfType<CustomerProtocol.AllocateJob>().Select(command => command.AttemptId.Value)];

    private CellProtocol.UpdateRows[] Updates() => [.. Script.Received.OfType<CellProtocol.UpdateRows>()];
}
