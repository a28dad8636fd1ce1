using Fusion.Contracts.Faults;
using Fusion.Contracts.Projects;
using Fusion.Contracts.Protocols;
using Fusion.Http.Tests.Support;
using static Fusion.Contracts.Protocols.DriftProtocol;

namespace Fusion.Http.Tests.Endpoints;

/// <summary>Compare the data of two projects.</summary>
public sealed class DriftEndpointsSpec(ApiFixture fixture) : EndpointSpec(fixture)
{
    [Fact]
    public async Task The_baseline_is_asked_about_the_other_project()
    {
        Script.On<MeasureDrift>(_ => new DriftMeasured([new("driftScore", 0.25), new("x_drift", double.NaN)]));

        Answer answer = await PostAsync("projects/dataDrift", Body("irisTest", "both", "global", ",\"inputAttributeNames\":[\"x\",1]"));

        Assert.Equal("""{"statusCode":"OK","statusString":"OK","values":{"KSVDMap":{"values":[{"driftScore":0.25,"x_drift":"NaN"}]}}}""", answer.Body);
        MeasureDrift question = Script.Single<MeasureDrift>();
        Assert.Equal((Some.Project("irisTest"), new ProjectEntry(Some.Project("both"), ProjectKind.Fusion)), (question.ProjectId, question.Analysis));
        Assert.Equal("x,1", question.Context.ExtraParameters["inputAttributeNames"]);
    }

    [Fact]
    public async Task The_embedded_window_is_the_baselines_own()
    {
        Script.On<MeasureDrift>(_ => new DriftMeasured([new("driftScore", 0)]));

        await PostAsync("projects/dataDrift", Body("both", "rolling_window_embedded_project", "marginal_stat"));

        Assert.Null(Script.Single<MeasureDrift>().Analysis);
    }

    [Theory]
    [InlineData("r2", "irisTest", "global", "Cannot Find SYMETRYML id[r2] for Customer id [c1]")]
    [InlineData("irisTest", "r2", "global", "Cannot Find SYMETRYML id[r2] for Customer id [c1]")]
    [InlineData("", "irisTest", "global", "The extra parameter driftPreferenceProjectName is missing or empty")]
    [InlineData("irisTest", "", "global", "The extra parameter driftAnalysisProjectName is missing or empty")]
    [InlineData("irisTest", "both", "", "The extra parameter driftMetric is missing or empty")]
    [InlineData("irisTest", "both", "ks", "The parameter driftMetric is [ks]; allowed are pca_reconstruction_error, global, marginal_stat, marginal_non_stat")]
    public async Task A_wrong_request_is_400(string baseline, string analysis, string metric, string text)
    {
        AssertBadRequest(text, await PostAsync("projects/dataDrift", Body(baseline, analysis, metric)));
        Assert.Empty(Script.Received.OfType<MeasureDrift>());
    }

    [Fact]
    public async Task An_empty_body_names_what_is_missing() =>
        AssertBadRequest("The extra parameter driftPreferenceProjectName is missing or empty", await PostAsync("projects/dataDrift"));

    [Fact]
    public async Task What_the_project_refuses_is_refused()
    {
        Script.On<MeasureDrift>(_ => new Refused(Fault.Invalid("Project id[irisTest] has no embedded rolling window")));

        AssertBadRequest(
            "Project id[irisTest] has no embedded rolling window",
            await PostAsync("projects/dataDrift", Body("irisTest", "rolling_window_embedded_project", "global")));
    }

    private static string Body(string baseline, string analysis, string metric, string more = "") =>
        $$$"""{"inputAttributeNames":[],"extraParameters":{"driftPreferenceProjectName":"{{{baseline}}}","driftAnalysisProjectName":"{{{analysis}}}","driftMetric":"{{{metric}}}"{{{more}}}}}""";
}
