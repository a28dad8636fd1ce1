using Fusion.Contracts.Faults;
using Fusion.Contracts.Protocols;
using Fusion.Http.Tests.Support;

namespace Fusion.Http.Tests.Endpoints;

/// <summary>What callers get when something is unknown, silent or broken.</summary>
public sealed class OutageSpec(ApiFixture fixture) : EndpointSpec(fixture)
{
    [Fact]
    public async Task An_unknown_route_is_404_in_an_envelope() =>
        AssertAnswer(404, "NOT_FOUND", "No such resource: /symetry/rest/c1/nothing/here", await GetAsync("nothing/here"));

    [Fact]
    public async Task A_wrong_verb_is_405_in_an_envelope_that_names_the_right_ones()
    {
        Answer answer = await Host.SendAsync("PUT", "/symetry/rest/c1/projects/irisTest/learn", "{}");

        AssertAnswer(405, "METHOD_NOT_ALLOWED", "PUT is not possible on /symetry/rest/c1/projects/irisTest/learn; allowed: POST", answer);
    }

    [Fact]
    public async Task A_project_that_does_not_answer_is_503() => AssertAnswer(
        503,
        "SERVICE_UNAVAILABLE",
        "No answer in time: the project is busy or its node is unreachable; send the request again later",
        await GetAsync("projects/irisTest/info"));

    [Fact]
    public async Task Too_much_waiting_is_429_with_the_time_to_wait()
    {
        Script.On<ProjectProtocol.GetProjectInfo>(_ => new Refused(Fault.Overloaded("irisTest")));

        Answer answer = await GetAsync("projects/irisTest/info");

        AssertAnswer(429, "TOO_MANY_REQUESTS", "Too many requests are waiting for irisTest; send it again later", answer);
        Assert.Equal("1", answer.Headers["Retry-After"]);
    }

    [Fact]
    public async Task An_exception_is_500_in_the_documented_wrapping()
    {
        Script.Fail<ProjectProtocol.GetProjectInfo>(new InvalidOperationException("boom"));

        AssertAnswer(500, "INTERNAL_SERVER_ERROR", "Generic Exception <boom>", await GetAsync("projects/irisTest/info"));
    }

    [Fact]
    public async Task A_reply_that_answers_another_question_is_500()
    {
        Script.On<ProjectProtocol.GetProjectInfo>(_ => new ProjectProtocol.DigestFound("", 0, 0));

        AssertAnswer(500, "INTERNAL_SERVER_ERROR", "Generic Exception <DigestFound does not answer GetProjectInfo>", await GetAsync("projects/irisTest/info"));
    }
}
