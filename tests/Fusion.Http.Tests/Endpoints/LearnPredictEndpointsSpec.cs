using Fusion.Contracts.Faults;
using Fusion.Contracts.Ids;
using Fusion.Contracts.Protocols;
using Fusion.Http.Tests.Support;
using static Fusion.Contracts.Protocols.LearnPredictProtocol;

namespace Fusion.Http.Tests.Endpoints;

/// <summary>Predict and learn the same rows.</summary>
public sealed class LearnPredictEndpointsSpec(ApiFixture fixture) : EndpointSpec(fixture)
{
    private const string Frame = """{"attributeNames":["x","who"],"attributeTypes":["C","S"],"data":[["1.5","a"]]}""";

    [Fact]
    public async Task Rows_are_handed_over_and_predictions_come_back()
    {
        Script.On<LearnPredict>(_ => new ProjectProtocol.Predicted([[new("res", "1"), new("who", "a")]]));

        Answer answer = await PostAsync("projects/irisTest/learnpredict/testLDA?keepColumns=who,%20x,&rebuildModel=1&predictBeforeLearn=false", Frame);

        Assert.Equal("""{"statusCode":"OK","statusString":"OK","values":{"KSVSMap":{"values":[{"res":"1","who":"a"}]}}}""", answer.Body);
        LearnPredict command = Script.Single<LearnPredict>();
        Assert.Equal((ModelId.Parse("testLDA"), false, true), (command.ModelId, command.Plan.PredictFirst, command.Plan.Rebuild));
        Assert.Equal(["who", "x"], command.Plan.KeepColumns.ToArray());
    }

    [Fact]
    public async Task By_default_the_model_predicts_first_and_is_not_built_again()
    {
        Script.On<LearnPredict>(_ => new ProjectProtocol.Predicted([]));

        await PostWithKeyAsync("projects/irisTest/learnpredict/m", Frame, "key-1");

        LearnPredict command = Script.Single<LearnPredict>();
        Assert.Equal((true, false, "key-1"), (command.Plan.PredictFirst, command.Plan.Rebuild, command.AttemptId.Value));
        Assert.Empty(command.Plan.KeepColumns);
    }

    [Theory]
    [InlineData("projects/r2/learnpredict/m", "Cannot Find SYMETRYML id[r2] for Customer id [c1]")]
    [InlineData("projects/both/learnpredict/m", "Operation not supported on Fusion project id[both]")]
    [InlineData("projects/irisTest/learnpredict/a:b", "Error no such model <a:b>")]
    [InlineData("projects/irisTest/learnpredict/m9", "Error no such model <m9>")]
    [InlineData("projects/irisTest/learnpredict/m?rebuildModel=maybe", "The parameter rebuildModel is [maybe]; allowed are true, false, 1 and 0")]
    public async Task A_wrong_request_is_400(string path, string text)
    {
        Script.On<LearnPredict>(command => new Refused(Fault.Invalid($"Error no such model <{command.ModelId}>")));

        AssertBadRequest(text, await PostAsync(path, Frame));
    }

    [Fact]
    public async Task A_frozen_project_answers_as_it_says()
    {
        Script.On<LearnPredict>(_ => new Refused(Fault.Failed("Project id[irisTest] is frozen")));

        AssertAnswer(500, "INTERNAL_SERVER_ERROR", "Generic Exception <Project id[irisTest] is frozen>", await PostAsync("projects/irisTest/learnpredict/m", Frame));
    }

    [Fact]
    public async Task Silence_names_the_key_to_repeat_the_rows_under()
    {
        Answer answer = await PostAsync("projects/irisTest/learnpredict/m", Frame);

        Assert.Equal(503, answer.Status);
        Assert.True(answer.Headers.ContainsKey("Idempotency-Key"));
    }
}
