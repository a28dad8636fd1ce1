using System.Collections.Immutable;
using Fusion.Contracts.Projects;
using Fusion.Contracts.Protocols;
using Fusion.Http.Tests.Support;
using Fusion.Models;
using static Fusion.Contracts.Protocols.ExplorationProtocol;

namespace Fusion.Http.Tests.Endpoints;

/// <summary>Ask for variance inflation, components, singular values, densities and whole matrices.</summary>
public sealed class AnalysisEndpointsSpec(ApiFixture fixture) : EndpointSpec(fixture)
{
    private const string Body = """{"values":[{"targets":[],"inputAttributes":["2","4"]},{"inputAttributeNames":["x"],"extraParameters":{"hist_bins":"2"}}]}""";
    private const string One = """{"values":[{"inputAttributes":["2","4"]}]}""";

    [Theory]
    [InlineData("vif", typeof(GetVarianceInflation))]
    [InlineData("exploresvd", typeof(GetSingularValues))]
    [InlineData("exploresvdfs", typeof(GetSingularValues))]
    public async Task Some_analyses_are_always_jobs(string path, Type expected)
    {
        AssertJobCreated(await PostAsync($"projects/both/{path}", Body));

        JobProtocol.StartJob job = Script.Single<JobProtocol.StartJob>();
        Assert.Equal((path, ProjectKind.Fusion, expected), (job.Type, job.Kind, job.Work.GetType()));
        ImmutableArray<MlContext> contexts = job.Work is GetSingularValues values ? values.Contexts : ((GetVarianceInflation)job.Work).Contexts;
        Assert.Equal(2, contexts.Length);
        Assert.Equal(path == "exploresvdfs", job.Work is GetSingularValues { Selecting: true });
    }

    [Theory]
    [InlineData("""{"values":[{"inputAttributes":["2","4"]}]}""")]
    [InlineData("""{"inputAttributes":["2","4"]}""")]
    public async Task Components_take_one_context_which_may_stand_alone(string body)
    {
        AssertJobCreated(await PostAsync("projects/irisTest/explorepca?explainedCovariance=0.9", body));

        var question = (GetPrincipalComponents)Script.Single<JobProtocol.StartJob>().Work;
        Assert.Equal(["2", "4"], question.Context.InputAttributes.ToArray());
        Assert.Equal("0.9", question.Context.FindParameter("explainedCovariance"));
    }

    [Fact]
    public async Task Components_are_two_tables_and_a_number()
    {
        FinishJob(new PrincipalComponentsFound(new PrincipalComponents(["x", "y"], [1.5, 0.5], [[0.8, 0.6], [-0.6, 0.8]], 2)));

        Assert.Equal(
            """{"statusCode":"OK","statusString":"Job is finished","values":{"pcaVectors":{"attributeNames":["PC1","PC2"],"attributeTypes":["C","C"],"data":[["0.8","-0.6"],["0.6","0.8"]]},"pcaValues":{"attributeNames":["PC1","PC2"],"attributeTypes":["C","C"],"data":[["1.5","0.5"]]},"pcaSumValues":2}}""",
            (await GetAsync("jobs/5")).Body);
    }

    [Fact]
    public async Task Factors_and_singular_values_are_maps_of_texts()
    {
        FinishJob(new TextsFound([[new("2", "1.25"), new("4", "Infinity")]]));

        Assert.Equal(
            """{"statusCode":"OK","statusString":"Job is finished","values":{"KSVSMap":{"values":[{"2":"1.25","4":"Infinity"}]}}}""", (await GetAsync("jobs/5")).Body);
    }

    [Theory]
    [InlineData("densityEstimate?useLocal=true", false)]
    [InlineData("conditionalDensityEstimate?tps=10", true)]
    public async Task Densities_are_answered_at_once_and_faults_in_their_place(string path, bool conditional)
    {
        Script.On<GetDensities>(_ => new DensitiesFound([new Density("x", 1, 3, 1, [4, 5]), new Density("no", double.NaN, double.NaN, double.NaN, [], "gone")]));

        Answer answer = await PostAsync($"projects/irisTest/{path}", Body);

        Assert.Equal(
            """{"statusCode":"OK","statusString":"OK","values":{"densityList":{"values":[{"attrName":"x","min":1,"max":3,"width":1,"histogram":[4,5]},{"attrName":"no","error":"gone"}]}}}""",
            answer.Body);
        GetDensities question = Script.Single<GetDensities>();
        Assert.Equal((conditional, 2, "2"), (question.Conditional, question.Contexts.Length, question.Contexts[1].FindParameter("hist_bins")));
    }

    [Theory]
    [InlineData("explore?metric=corrmatrix&async=true")]
    [InlineData("densityEstimate?async=true")]
    public async Task What_is_answered_at_once_may_be_a_job(string path)
    {
        AssertJobCreated(await PostAsync($"projects/irisTest/{path}", One));

        Assert.Equal("explore", Script.Single<JobProtocol.StartJob>().Type);
    }

    [Fact]
    public async Task A_matrix_is_a_table_in_the_order_of_its_columns()
    {
        Script.On<GetMatrix>(question => new MatrixFound(new AttributeMatrix(["x", "y"], [1, 0.25, double.NaN])));

        Answer answer = await PostAsync("projects/irisTest/explore?metric=corrmatrix", One);

        Assert.Equal(
            """{"statusCode":"OK","statusString":"OK","values":{"dataframe":{"attributeNames":["x","y"],"attributeTypes":["C","C"],"data":[["1","0.25"],["0.25","NaN"]]}}}""",
            answer.Body);
        Assert.Equal("corrmatrix", Script.Single<GetMatrix>().Metric);
    }

    [Fact]
    public async Task A_wrong_question_is_400()
    {
        AssertBadRequest("values has 2 contexts; one is allowed here", await PostAsync("projects/irisTest/explore?metric=covmatrix", Body));
        AssertBadRequest("values has 2 contexts; one is allowed here", await PostAsync("projects/irisTest/explorepca", Body));
        AssertBadRequest(
            "fed_peer_uuid_for_explore is 'p1', but the project has no federation peers",
            await PostAsync("projects/irisTest/explore?metric=uni", """{"values":[{"extraParameters":{"fed_peer_uuid_for_explore":"p1"}}]}"""));
        AssertBadRequest("values must be an array of contexts", await PostAsync("projects/irisTest/vif", """{"values":1}"""));
    }

    [Fact]
    public async Task A_cross_validation_answers_all_folds_and_each()
    {
        Script.On<ValidationProtocol.CrossValidate>(_ => new ValidationProtocol.CrossValidated(new CrossValidationResult(
            [new CrossValidationFold("fold 0", [new("rows", 2), new("r2", double.NaN)]), new CrossValidationFold("fold 1", [], "singular")], [new("rows", 2)])));

        Answer answer = await PostAsync("projects/irisTest/crossvalidate?algo=mlr&folds=2", """{"targets":["0"]}""");

        Assert.Equal(
            """{"statusCode":"OK","statusString":"OK","values":{"KSVDMap":{"values":[{"rows":2}]},"folds":{"values":[{"name":"fold 0","scores":{"rows":2,"r2":"NaN"}},{"name":"fold 1","error":"singular"}]}}}""",
            answer.Body);
        Assert.Equal(2, Script.Single<ValidationProtocol.CrossValidate>().Folds);
        AssertBadRequest("The parameter folds is [0]; allowed are whole numbers from 1 on", await PostAsync("projects/irisTest/crossvalidate?algo=mlr&folds=0", "{}"));
    }

    private void FinishJob(IReply reply) => Script.On<JobProtocol.GetJob>(_ => new JobProtocol.JobFinished(Some.Job(5, done: true), reply));
}
