using Fusion.Contracts.Faults;
using Fusion.Contracts.Protocols;
using Fusion.Http.Tests.Support;

namespace Fusion.Http.Tests.Endpoints;

/// <summary>Jobs for which there is no room.</summary>
public sealed class JobStarterSpec(ApiFixture fixture) : EndpointSpec(fixture)
{
    private const string Frame = """{"attributeNames":["x"],"data":[["1"]]}""";

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

    private static void AssertRefused(Answer answer) => AssertAnswer(500, "INTERNAL_SERVER_ERROR", "Job execution was refused by server.", answer);
}
