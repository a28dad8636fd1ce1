using Fusion.Contracts.Projects;
using Fusion.Contracts.Protocols;
using Fusion.Http.Tests.Support;
using static Fusion.Contracts.Protocols.ExplorationProtocol;

namespace Fusion.Http.Tests.Endpoints;

/// <summary>Ask about past intervals, and without each cell in turn.</summary>
public sealed class PastEndpointsSpec(ApiFixture fixture) : EndpointSpec(fixture)
{
    private const string Body = """{"values":[{"inputAttributeNames":["x"]}]}""";

    [Theory]
    [InlineData("asof=2026-11-28T10:00:00Z", "", "2026-11-28T10:00:00Z")]
    [InlineData("asof=5000", "", "5000 rows")]
    [InlineData("window=2026-11-28T10:00:00%2B01:00/2026-11-28T11:30:00.25Z", "2026-11-28T09:00:00Z", "2026-11-28T11:30:00.25Z")]
    [InlineData("window=2026-11-28/", "2026-11-28T00:00:00Z", "")]
    [InlineData("window=/700", "", "700 rows")]
    public async Task An_interval_is_asked_for_in_times_or_rows(string query, string from, string to)
    {
        Script.On<Over>(question => new AnsweredOver(question.Interval, new DensitiesFound([])));

        Answer answer = await PostAsync($"projects/irisTest/densityEstimate?{query}", Body);

        Over question = Script.Single<Over>();
        Assert.Equal((200, from, to), (answer.Status, $"{question.Interval.From}", $"{question.Interval.To}"));
        Assert.IsType<GetDensities>(question.Question);
        Assert.Equal($"{from}/{to}", answer.Headers["sym-window"]);
    }

    [Theory]
    [InlineData("explore?metric=uni&asof=7&async=true")]
    [InlineData("vif?asof=7")]
    [InlineData("explorepca?window=3/7")]
    public async Task A_job_may_ask_for_an_interval(string path)
    {
        AssertJobCreated(await PostAsync($"projects/irisTest/{path}", Body));

        Assert.IsType<Over>(Script.Single<JobProtocol.StartJob>().Work);
    }

    [Theory]
    [InlineData("asof=yesterday", "asof has [yesterday]; allowed are times such as 2026-11-28T10:00:00Z and whole numbers of rows")]
    [InlineData("window=5", "window has [5]; allowed are two moments with a slash between, of which one may be empty")]
    [InlineData("window=5/x", "window has [x]; allowed are times such as 2026-11-28T10:00:00Z and whole numbers of rows")]
    [InlineData("window=6/5", "window is [6/5]: it ends before it begins")]
    [InlineData("asof=10:30", "asof has [10:30]; allowed are times such as 2026-11-28T10:00:00Z and whole numbers of rows")]
    [InlineData("asof=01/02/2026", "asof has [01/02/2026]; allowed are times such as 2026-11-28T10:00:00Z and whole numbers of rows")]
    [InlineData("window=5/6&asof=7", "asof and window are both given; allowed is one of them")]
    public async Task A_wrong_interval_is_400(string query, string expected) =>
        AssertBadRequest(expected, await PostAsync($"projects/irisTest/explore?metric=uni&{query}", Body));

    [Fact]
    public async Task What_can_not_be_asked_is_told_before_a_job_begins()
    {
        Answer answer = await PostAsync("projects/irisTest/explore?metric=mode&async=true", Body);

        Assert.Equal(400, answer.Status);
        Assert.Contains("Unknown metric 'mode'; allowed are uni", answer.Body, StringComparison.Ordinal);
        AssertBadRequest(
            "leaveoneout is [true], which is not supported with the metric [covmatrix]",
            await PostAsync("projects/irisTest/explore?metric=covmatrix&leaveoneout=true", Body));
    }

    [Fact]
    public async Task The_answers_without_each_cell_stand_beside_those_of_all()
    {
        var cell = new CellAddress("h1:8080", "http://h1:8080/", "c1", "north");
        Script.On<ProjectProtocol.Explore>(question => new ProjectProtocol.Explored(
            [[new("mean", 2)]], Some.Info("both"), question.OmitInfo, question.LeaveOneOut ? [new LeftOut(cell, [[new("mean", 1.5)]])] : null));

        Answer answer = await PostAsync("projects/both/explore?metric=uni&returnProjectInfo=false&leaveoneout=true", Body);

        Assert.Equal(
            """{"statusCode":"OK","statusString":"OK","values":{"KSVDMap":{"values":[{"mean":2}]},"leaveOneOut":{"values":[{"host":"h1:8080","cid":"c1","pid":"north","KSVDMap":{"values":[{"mean":1.5}]}}]}}}""",
            answer.Body);
    }
}
