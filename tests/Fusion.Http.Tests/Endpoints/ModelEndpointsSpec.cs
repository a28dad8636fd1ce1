using System.Collections.Immutable;
using Fusion.Contracts.Faults;
using Fusion.Contracts.Ids;
using Fusion.Contracts.Protocols;
using Fusion.Http.Tests.Support;
using Fusion.Models;

namespace Fusion.Http.Tests.Endpoints;

/// <summary>Build, show and delete models, and predict with them.</summary>
public sealed class ModelEndpointsSpec(ApiFixture fixture) : EndpointSpec(fixture)
{
    private const string Context = """{"targets":[3],"inputAttributes":[0,1,2]}""";
    private const string Frame = """{"attributeNames":["x"],"data":[["1.5"]]}""";

    [Fact]
    public async Task A_build_that_is_possible_becomes_a_job()
    {
        Script.On<ProjectProtocol.CheckBuild>(question => new ProjectProtocol.BuildPossible(question.ProjectId));

        AssertJobCreated(await PostAsync("projects/irisTest/build?algo=lda&modelid=testLDA", Context));

        JobProtocol.StartJob job = Script.Single<JobProtocol.StartJob>();
        ProjectProtocol.BuildModel build = Assert.IsType<ProjectProtocol.BuildModel>(job.Work);
        Assert.Equal(("build", "testLDA", "lda"), (job.Type, build.ModelId.Value, build.Algorithm));
        Assert.Equal(["3"], build.Context.Targets.ToArray());
    }

    [Theory]
    [InlineData("build?algo=lda", Context, "The parameter modelid is missing or empty")]
    [InlineData("build?modelid=m", Context, "The parameter algo is missing or empty")]
    [InlineData("build?modelid=a:b&algo=lda", Context, "The model id [a:b] is not allowed: no '/', ':', '~', control characters, leading or trailing blanks")]
    [InlineData("build?modelid=m&algo=lda&svdreduce=maybe", Context, "The parameter svdreduce is [maybe]; allowed are true, false, 1 and 0")]
    [InlineData("reduce?modelid=m&heuristic=default", Context, "The parameter algo is missing or empty")]
    [InlineData("reduce?modelid=m&algo=mlr&heuristic=default", Context, "The parameter algo is [mlr]; allowed is lda")]
    [InlineData("reduce?modelid=m&algo=lda", Context, "The parameter heuristic is missing or empty")]
    [InlineData("reduce?modelid=m&algo=lda&heuristic=best", Context, "The parameter heuristic is [best]; allowed is default")]
    [InlineData("reduce?modelid=m&algo=lda&heuristic=default&delta=-1", Context, "The parameter delta is [-1]; allowed are numbers from 0 on")]
    [InlineData("reduce?modelid=m&algo=lda&heuristic=default&numIterations=0", Context, "The parameter numIterations is [0]; allowed are whole numbers from 1 to 1000")]
    [InlineData("build?modelid=m&algo=lda", "[]", "The request body must be an object")]
    [InlineData("build?modelid=m&algo=nope", Context, "Unknown algorithm [nope]")]
    public async Task A_build_that_is_wrong_is_400_at_once(string path, string body, string text)
    {
        Script.On<ProjectProtocol.CheckBuild>(_ => new Refused(Fault.Invalid("Unknown algorithm [nope]")));

        AssertBadRequest(text, await PostAsync("projects/irisTest/" + path, body));
        Assert.Empty(Script.Received.OfType<CustomerProtocol.AllocateJob>());
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("&svdreduce=true", true)]
    public async Task Dependent_inputs_are_left_out_when_that_is_asked_for(string query, bool independent)
    {
        Script.On<ProjectProtocol.CheckBuild>(question => new ProjectProtocol.BuildPossible(question.ProjectId));

        await PostAsync("projects/irisTest/build?algo=mlr&modelid=m" + query, Context);

        Assert.Equal(independent, Assert.IsType<ProjectProtocol.BuildModel>(Script.Single<JobProtocol.StartJob>().Work).Independent);
    }

    [Theory]
    [InlineData("", 0.01, 5)]
    [InlineData("&delta=0.001&numIterations=7", 0.001, 7)]
    public async Task A_reduction_is_a_job_of_its_own_text(string query, double delta, int passes)
    {
        Script.On<ProjectProtocol.CheckBuild>(question => new ProjectProtocol.BuildPossible(question.ProjectId));

        Answer answer = await PostAsync("projects/both/reduce?algo=lda&heuristic=default&modelid=m" + query, Context);

        AssertAnswer(202, "ACCEPTED", "Reduce Job Created", answer);
        JobProtocol.StartJob job = Script.Single<JobProtocol.StartJob>();
        Assert.Equal(("reduce", new Reduction(delta, passes)), (job.Type, Assert.IsType<ProjectProtocol.BuildModel>(job.Work).Reduction));
    }

    [Fact]
    public async Task A_model_is_shown_with_every_field()
    {
        var model = new FittedModel(
            "m1",
            "lda",
            [new ModelInput("x", "C", 2, 1, 0.5), new ModelInput("y", "B", 0, 0, 0.5)],
            [new ModelTarget("t", 7)],
            ImmutableSortedDictionary<string, ImmutableArray<double>>.Empty,
            ["resZ", "res"],
            ["resZ"],
            ImmutableSortedDictionary<string, string>.Empty.Add("buildStatus", "\"No Error\""),
            ImmutableSortedDictionary<string, ModelTable>.Empty.Add("coefficient", new ModelTable(["coefficient"], ["C"], [["1.5"]])),
            3,
            54_999_999,
            Some.Created);
        Script.On<ProjectProtocol.GetModel>(_ => new ProjectProtocol.ModelFound(model));

        Answer answer = await GetAsync("projects/irisTest/models/m1");

        Assert.Equal(
            """{"statusCode":"OK","statusString":"OK","values":{"modelInfo":{"modelId":"m1","modelType":"lda","modelBuilt":3,"buildTime":54,"attributeNames":["x","y"],"attributeTypes":["C","B"],"attributeIndexes":[1,0],"targetNames":["t"],"targetindexes":[7],"predictInfo":["resZ","res"],"scoreInfo":["resZ"],"info":{"buildStatus":"\"No Error\"","buildTimeNanosec":"54999999"},"extra":{"coefficient":{"attributeNames":["coefficient"],"attributeTypes":["C"],"data":[["1.5"]]}},"creationDate":1488220762857}}}""",
            answer.Body);
    }

    [Fact]
    public async Task A_model_is_deleted()
    {
        Script.On<ProjectProtocol.DeleteModel>(command => new ProjectProtocol.ModelDeleted(command.ProjectId, command.ModelId));

        Answer answer = await DeleteAsync("projects/both/models/m%201");

        Assert.Equal("""{"statusCode":"OK","statusString":"OK","values":{}}""", answer.Body);
        Assert.Equal(ModelId.Parse("m 1"), Script.Single<ProjectProtocol.DeleteModel>().ModelId);
    }

    [Theory]
    [InlineData("GET", "projects/irisTest/models/m3", "")]
    [InlineData("DELETE", "projects/irisTest/models/m3", "")]
    [InlineData("POST", "projects/irisTest/predict/m3", Frame)]
    public async Task An_unknown_model_is_500_with_the_documented_text(string method, string path, string body)
    {
        Script.On<ProjectProtocol.GetModel>(question => new Refused(Fault.UnknownModel(question.ModelId.Value)))
            .On<ProjectProtocol.DeleteModel>(command => new Refused(Fault.UnknownModel(command.ModelId.Value)))
            .On<ProjectProtocol.Predict>(question => new Refused(Fault.UnknownModel(question.ModelId.Value)));

        Answer answer = await Host.SendAsync(method, "/symetry/rest/c1/" + path, body);

        AssertAnswer(500, "INTERNAL_SERVER_ERROR", "Generic Exception <Error no such model <m3>>", answer);
    }

    [Fact]
    public async Task Predictions_are_texts_with_the_main_result_first()
    {
        Script.On<ProjectProtocol.Predict>(_ => new ProjectProtocol.Predicted([[new("res", "1"), new("normZ", "0.4")], [new("res", "0"), new("normZ", "0.1")]]));

        Answer answer = await PostAsync("projects/both/predict/testLDA?impute=false", Frame);

        Assert.Equal("""{"statusCode":"OK","statusString":"OK","values":{"KSVSMap":{"values":[{"res":"1","normZ":"0.4"},{"res":"0","normZ":"0.1"}]}}}""", answer.Body);
        Assert.Equal(["x"], Script.Single<ProjectProtocol.Predict>().Frame.AttributeNames.ToArray());
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("?impute=0", false)]
    [InlineData("?Impute=true", true)]
    public async Task Imputing_is_asked_for_by_a_parameter(string query, bool impute)
    {
        Script.On<ProjectProtocol.Predict>(_ => new ProjectProtocol.Predicted([]));

        await PostAsync("projects/irisTest/predict/m" + query, Frame);

        Assert.Equal(impute, Script.Single<ProjectProtocol.Predict>().Impute);
    }
}
