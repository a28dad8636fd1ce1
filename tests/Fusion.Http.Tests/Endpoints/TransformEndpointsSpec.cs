using Fusion.Contracts.Faults;
using Fusion.Contracts.Protocols;
using Fusion.Http.Tests.Support;
using static Fusion.Contracts.Protocols.TransformProtocol;

namespace Fusion.Http.Tests.Endpoints;

/// <summary>Show rows as models see them.</summary>
public sealed class TransformEndpointsSpec(ApiFixture fixture) : EndpointSpec(fixture)
{
    private const string Frame = """{"attributeNames":["x","k"],"attributeTypes":["C","s"],"data":[[1.50,"a"],[null,"é"]]}""";

    [Theory]
    [InlineData("irisTest")]
    [InlineData("both")]
    public async Task The_frame_comes_back_as_texts(string project)
    {
        Script.On<Transform>(question => new Transformed(question.Frame));

        Answer answer = await PostAsync($"projects/{project}/transform", Frame);

        Assert.Equal(
            """{"statusCode":"OK","statusString":"OK","values":{"dataframe":{"attributeNames":["x","k"],"attributeTypes":["C","S"],"data":[["1.50","a"],["","é"]]}}}""",
            answer.Body);
    }

    [Fact]
    public async Task A_frame_without_types_gets_none()
    {
        Script.On<Transform>(question => new Transformed(question.Frame));

        Answer answer = await PostAsync("projects/irisTest/transform", """{"attributeNames":["x"],"data":[["1"]]}""");

        Assert.Equal("""{"attributeNames":["x"],"attributeTypes":[],"data":[["1"]]}""", answer.Values["dataframe"]!.ToJsonString());
    }

    [Fact]
    public async Task A_wrong_request_is_400()
    {
        Script.On<Transform>(_ => new Refused(Fault.Invalid("The transform of a project with automl_project_is_automl is not supported by this version")));

        AssertBadRequest("Cannot Find SYMETRYML id[r2] for Customer id [c1]", await PostAsync("projects/r2/transform", Frame));
        AssertBadRequest(
            "The transform of a project with automl_project_is_automl is not supported by this version", await PostAsync("projects/irisTest/transform", Frame));
    }
}
