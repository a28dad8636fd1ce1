using Fusion.Contracts.Faults;
using Fusion.Contracts.Projects;
using Fusion.Contracts.Protocols;
using Fusion.Http.Tests.Support;

namespace Fusion.Http.Tests.Endpoints;

/// <summary>Ask metrics of a project.</summary>
public sealed class ExplorationEndpointsSpec(ApiFixture fixture) : EndpointSpec(fixture)
{
    private const string Body = """{"values":[{"targets":[],"inputAttributes":["0"]},{"inputAttributeNames":["x"]}]}""";

    [Fact]
    public async Task Results_keep_their_order_and_numbers_that_are_not_finite_are_texts()
    {
        Answers();

        Answer answer = await PostAsync("projects/irisTest/explore?metric=uni&returnProjectInfo=false", Body);

        Assert.Equal(
            """{"statusCode":"OK","statusString":"OK","values":{"KSVDMap":{"values":[{"mean":5.843333333333334,"count":150,"skewness":"NaN"},{"b":"Infinity","a":"-Infinity"}]}}}""",
            answer.Body);
    }

    [Fact]
    public async Task The_question_holds_the_metric_and_all_contexts()
    {
        Answers();

        await PostAsync("projects/both/explore?metric=uni", Body);

        ProjectProtocol.Explore question = Script.Single<ProjectProtocol.Explore>();
        Assert.Equal((Some.Project("both"), "uni"), (question.ProjectId, question.Metric));
        Assert.Equal(["0"], question.Contexts[0].InputAttributes.ToArray());
        Assert.Equal(["x"], question.Contexts[1].InputAttributeNames.ToArray());
    }

    [Fact]
    public async Task The_project_is_shown_too_unless_not_wanted()
    {
        Answers();

        Assert.Equal("irisTest", (await PostAsync("projects/irisTest/explore?metric=uni", Body)).Values["smlInfo"]!["pid"]!.GetValue<string>());
    }

    [Fact]
    public async Task Exploring_may_be_a_job()
    {
        AssertJobCreated(await PostAsync("projects/both/explore?metric=bi&async=1", Body));

        JobProtocol.StartJob job = Script.Single<JobProtocol.StartJob>();
        Assert.Equal(("explore", ProjectKind.Fusion, "bi"), (job.Type, job.Kind, Assert.IsType<ProjectProtocol.Explore>(job.Work).Metric));
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("&returnProjectInfo=true", true)]
    [InlineData("&returnProjectInfo=false", false)]
    public async Task The_result_of_a_job_shows_the_project_as_asked(string query, bool shown)
    {
        Answers();
        await PostAsync($"projects/irisTest/explore?metric=uni&async=true{query}", Body);
        var question = (ProjectProtocol.Explore)Script.Single<JobProtocol.StartJob>().Work;
        Script.On<JobProtocol.GetJob>(_ => new JobProtocol.JobFinished(Some.Job(5, done: true), new ProjectProtocol.Explored([], Some.Info("irisTest"), question.OmitInfo)));

        Answer answer = await GetAsync("jobs/5");

        Assert.Equal((200, shown), (answer.Status, answer.Values.ContainsKey("smlInfo")));
    }

    [Fact]
    public async Task A_wrong_question_is_400()
    {
        Script.On<ProjectProtocol.Explore>(_ => new Refused(Fault.Invalid("inputAttributes names [99]")));

        AssertBadRequest("inputAttributes names [99]", await PostAsync("projects/irisTest/explore?metric=uni", Body));
        AssertBadRequest("The parameter metric is missing or empty", await PostAsync("projects/irisTest/explore", Body));
        AssertBadRequest("values must be an array of contexts", await PostAsync("projects/irisTest/explore?metric=uni", """{"values":1}"""));
    }

    private void Answers() => Script.On<ProjectProtocol.Explore>(question => new ProjectProtocol.Explored(
        [
            [new("mean", 5.843333333333334), new("count", 150), new("skewness", double.NaN)],
            [new("b", double.PositiveInfinity), new("a", double.NegativeInfinity)],
        ],
        Some.Info(question.ProjectId.Name.Value),
        question.OmitInfo));
}
