using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Fusion.Contracts.Faults;
using Fusion.Contracts.Ids;
using Fusion.Contracts.Protocols;
using Fusion.Http.Tests.Support;

namespace Fusion.Http.Tests.Endpoints;

/// <summary>Poll and cancel jobs.</summary>
public sealed class JobEndpointsSpec(ApiFixture fixture) : EndpointSpec(fixture)
{
    private static readonly AttemptId Attempt = new("a");

    [Fact]
    public async Task A_running_job_shows_how_far_it_is()
    {
        Script.On<JobProtocol.GetJob>(_ => new JobProtocol.JobRunning(Some.Job(4)));

        Answer answer = await GetAsync("jobs/4");

        Assert.Equal(
            """{"statusCode":"ACCEPTED","statusString":"Job still running","values":{"jobinfo":{"jobId":4,"jobType":"build","owner":"c1","startingDate":1488220762857,"current":1,"maximum":2,"isOnBoundedExecutor":false,"isStarted":true,"isDone":false,"details":{}}}}""",
            answer.Body);
        Assert.Equal(202, answer.Status);
        Assert.Equal(new JobId(Some.Customer, 4), Script.Single<JobProtocol.GetJob>().JobId);
    }

    [Fact]
    public async Task A_job_that_waits_its_turn_is_not_started_and_shows_its_details()
    {
        ImmutableSortedDictionary<string, string> details = ImmutableSortedDictionary.CreateRange(
            StringComparer.Ordinal, [KeyValuePair.Create("project", "irisTest"), KeyValuePair.Create("model", "m")]);
        Script.On<JobProtocol.GetJob>(_ => new JobProtocol.JobRunning(Some.Job(4) with { IsStarted = false, Current = 0, Details = details }));

        JsonNode job = (await GetAsync("jobs/4")).Values["jobinfo"]!;

        Assert.Equal((0, 2, false), (job["current"]!.GetValue<int>(), job["maximum"]!.GetValue<int>(), job["isStarted"]!.GetValue<bool>()));
        Assert.Equal("""{"model":"m","project":"irisTest"}""", job["details"]!.ToJsonString());
    }

    [Fact]
    public async Task A_finished_build_has_no_entity()
    {
        Finishes(new ProjectProtocol.ModelBuilt(Some.Project("irisTest"), ModelId.Parse("m")));

        Answer answer = await GetAsync("jobs/4");

        Assert.Equal((200, """{"statusCode":"OK","statusString":"Job is finished","values":{}}"""), (answer.Status, answer.Body));
    }

    [Fact]
    public async Task A_finished_exploration_has_what_the_direct_answer_has()
    {
        ImmutableArray<ImmutableArray<KeyValuePair<string, double>>> results = [[new("count", 3)]];
        Finishes(new ProjectProtocol.Explored(results, Some.Info("irisTest")));

        Answer answer = await GetAsync("jobs/4");

        Assert.Equal("Job is finished", answer.Text);
        Assert.Equal("""{"values":[{"count":3}]}""", answer.Values["KSVDMap"]!.ToJsonString());
        Assert.Equal("irisTest", answer.Values["smlInfo"]!["pid"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_finished_info_has_the_project()
    {
        Finishes(new ProjectProtocol.ProjectInfoFound(Some.Info("irisTest")));

        Assert.Equal("irisTest", (await GetAsync("jobs/4")).Values["smlInfo"]!["pid"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_job_that_learned_everything_is_finished()
    {
        Finishes(new CellProtocol.RowsUpdated(Some.Project("irisTest"), Attempt, 3, 0, null));

        AssertAnswer(200, "OK", "Job is finished", await GetAsync("jobs/4"));
    }

    [Fact]
    public async Task A_job_that_failed_is_500_whatever_its_fault()
    {
        Finishes(new Refused(Fault.Failed("The covariance matrix is singular")));
        AssertAnswer(500, "INTERNAL_SERVER_ERROR", "Generic Exception <The covariance matrix is singular>", await GetAsync("jobs/4"));

        Finishes(new Refused(Fault.Invalid("unknown attribute [9]")));
        AssertAnswer(500, "INTERNAL_SERVER_ERROR", "Generic Exception <unknown attribute [9]>", await GetAsync("jobs/4"));

        Finishes(new CellProtocol.RowsUpdated(Some.Project("irisTest"), Attempt, 0, 0, "Row 1 has 2 cells"));
        AssertAnswer(500, "INTERNAL_SERVER_ERROR", "Generic Exception <Row 1 has 2 cells>", await GetAsync("jobs/4"));
    }

    [Fact]
    public async Task A_job_is_killed_or_too_late()
    {
        Script.On<JobProtocol.CancelJob>(command => new JobProtocol.JobCancelled(command.JobId));
        AssertAnswer(200, "OK", "Job killed", await DeleteAsync("jobs/4"));

        Script.On<JobProtocol.CancelJob>(command => new JobProtocol.JobNotCancellable(command.JobId));
        AssertAnswer(202, "ACCEPTED", "Job cannot be killed, it is already finishing", await DeleteAsync("jobs/4"));
    }

    [Fact]
    public async Task All_jobs_are_listed_but_those_that_are_gone()
    {
        Script
            .On<CustomerProtocol.ListJobs>(question => new CustomerProtocol.JobsListed(question.CustomerId, [new(Some.Customer, 4), new(Some.Customer, 5), new(Some.Customer, 7)]))
            .On<JobProtocol.DescribeJob>(question => question.JobId.Number == 5
                ? new Refused(Fault.UnknownJob())
                : new JobProtocol.JobDescribed(Some.Job(question.JobId.Number, done: question.JobId.Number == 4)));

        Answer answer = await GetAsync("jobs");

        AssertAnswer(200, "OK", "Job is finished", answer);
        Assert.Equal("""["4","7"]""", answer.Values["stringList"]!["values"]!.ToJsonString());
        Assert.Equal(
            [(4, true), (7, false)],
            answer.Values["jobInfoList"]!["values"]!.AsArray().Select(job => (job!["jobId"]!.GetValue<int>(), job["isDone"]!.GetValue<bool>())));
    }

    [Fact]
    public async Task Who_has_no_jobs_gets_empty_lists()
    {
        Script.On<CustomerProtocol.ListJobs>(question => new CustomerProtocol.JobsListed(question.CustomerId, []));

        Assert.Equal(
            """{"statusCode":"OK","statusString":"Job is finished","values":{"stringList":{"values":[]},"jobInfoList":{"values":[]}}}""",
            (await GetAsync("jobs")).Body);
    }

    [Fact]
    public async Task A_result_can_be_fetched_again()
    {
        Finishes(new ProjectProtocol.ProjectInfoFound(Some.Info("irisTest")));

        Assert.Equal((await GetAsync("jobs/4")).Body, (await GetAsync("jobs/4")).Body);
    }

    [Theory]
    [InlineData("jobs/999999")]
    [InlineData("jobs/0")]
    [InlineData("jobs/-1")]
    [InlineData("jobs/x")]
    [InlineData("jobs/99999999999999999999")]
    public async Task An_unknown_job_is_400(string path)
    {
        Script.On<JobProtocol.GetJob>(_ => new Refused(Fault.UnknownJob())).On<JobProtocol.CancelJob>(_ => new Refused(Fault.UnknownJob()));

        AssertBadRequest("No such job", await GetAsync(path));
        AssertBadRequest("No such job", await DeleteAsync(path));
    }

    private void Finishes(IReply result) => Script.On<JobProtocol.GetJob>(_ => new JobProtocol.JobFinished(Some.Job(4, done: true), result));
}
