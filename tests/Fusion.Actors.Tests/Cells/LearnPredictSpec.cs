using System.Collections.Immutable;
using Akka.Actor;
using Fusion.Actors.Tests.Support;
using Fusion.Contracts.Faults;
using Fusion.Contracts.Ids;
using Fusion.Contracts.Protocols;
using Fusion.Models;
using Fusion.Statistics.Frames;
using static Fusion.Contracts.Protocols.LearnPredictProtocol;

namespace Fusion.Actors.Tests.Cells;

public sealed class LearnPredictSpec : CellSpec
{
    private static readonly DataFrame Line = Frames.Of("x,y,note", "CCS", "1,1,", "2,2,", "3,3,");
    private static readonly DataFrame Outlier = Frames.Of("x,y,note", "CCS", "4,9,far");

    [Fact]
    public async Task Rows_are_predicted_by_the_model_as_it_was_and_then_learned()
    {
        IActorRef cell = await WithModelAsync();

        ProjectProtocol.Predicted predicted = await Ask<ProjectProtocol.Predicted>(cell, Command(Outlier, new LearnPredictPlan(true, false, ["note", "x"])));

        Assert.Equal([new("res", "4"), new("note", "far"), new("x", "4")], Assert.Single(predicted.Rows).ToArray());
        Assert.Equal(4, (await StatisticsAsync(cell)).Rows);
        Assert.Equal("4", await PredictionAsync(cell));
    }

    [Fact]
    public async Task With_a_rebuild_before_predicting_the_rows_count_for_their_own_prediction()
    {
        IActorRef cell = await WithModelAsync();

        ProjectProtocol.Predicted predicted = await Ask<ProjectProtocol.Predicted>(cell, Command(Outlier, new LearnPredictPlan(false, true, [])));

        Assert.Equal("7.5", predicted.Rows[0][0].Value); // least squares of (1,1) (2,2) (3,3) (4,9): slope 2.5, intercept −2.5
        Assert.Equal("7.5", await PredictionAsync(await RestartAsync(cell)));
    }

    [Fact]
    public async Task A_rebuild_after_predicting_does_not_change_the_answer()
    {
        IActorRef cell = await WithModelAsync();

        ProjectProtocol.Predicted predicted = await Ask<ProjectProtocol.Predicted>(cell, Command(Outlier, new LearnPredictPlan(true, true, [])));

        Assert.Equal("4", predicted.Rows[0][0].Value);
        Assert.Equal("7.5", await PredictionAsync(cell));
    }

    [Fact]
    public async Task A_rebuild_goes_by_the_request_and_takes_attributes_in_that_came_since()
    {
        IActorRef cell = await WithModelAsync();

        await Ask<ProjectProtocol.Predicted>(cell, Command(Frames.Of("x,y,z", "CCC", "4,4,1", "5,6,0", "7,7,5"), new LearnPredictPlan(true, true, [])));

        FittedModel model = (await Ask<ProjectProtocol.ModelFound>(cell, new ProjectProtocol.GetModel(Iris, Model))).Model;
        Assert.Equal(["x", "z"], model.Inputs.Select(input => input.Name));
    }

    [Fact]
    public async Task The_same_key_learns_once_and_predicts_again()
    {
        IActorRef cell = await WithModelAsync();
        LearnPredict command = Command(Outlier, new LearnPredictPlan(true, true, []));

        await Ask<ProjectProtocol.Predicted>(cell, command);
        await Ask<ProjectProtocol.Predicted>(cell, command);

        Assert.Equal(4, (await StatisticsAsync(cell)).Rows);
    }

    [Fact]
    public async Task A_bad_row_ends_it_without_a_prediction()
    {
        IActorRef cell = await WithModelAsync();

        Refused refused = await Ask<Refused>(cell, Command(Frames.Of("x,y", "CC", "4,many"), new LearnPredictPlan(true, true, [])));

        Assert.Equal(FaultCode.InvalidRequest, refused.Fault.Code);
        Assert.Contains("many", refused.Fault.Text, StringComparison.Ordinal);
        Assert.Equal("4", await PredictionAsync(cell));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Bad_rows_that_are_left_out_are_not_predicted(bool first)
    {
        IActorRef cell = await WithModelAsync();
        DataFrame mixed = Frames.Of("x,y,note", "CCS", "many,1,a", "5,5,b", "6,6", "7,few,c", "8,8,d");
        DataFrame skipping = DataFrame.FromParts(mixed.AttributeNames, mixed.AttributeTypes, mixed.Cells, DataFrame.SkipBadRows);

        ProjectProtocol.Predicted predicted = await Ask<ProjectProtocol.Predicted>(cell, Command(skipping, new LearnPredictPlan(first, false, ["note"])));

        Assert.Equal([("5", "b"), ("8", "d")], predicted.Rows.Select(row => (row[0].Value, row[^1].Value)));
        Assert.Equal(5, (await StatisticsAsync(cell)).Rows);
    }

    [Fact]
    public async Task What_does_not_exist_is_a_wrong_request_and_nothing_is_learned()
    {
        IActorRef cell = await WithModelAsync();
        LearnPredict command = Command(Outlier, new LearnPredictPlan(true, false, ["colour"]));

        Refused column = await Ask<Refused>(cell, command);
        Refused model = await Ask<Refused>(cell, command with { ModelId = ModelId.Parse("m9"), Plan = new LearnPredictPlan(false, false, []) });

        Assert.Equal(Fault.Invalid("The parameter keepColumns names [colour], which is no column of the data frame"), column.Fault);
        Assert.Equal(Fault.Invalid("Error no such model <m9>"), model.Fault);
        Assert.Equal(3, (await StatisticsAsync(cell)).Rows);
    }

    [Fact]
    public async Task A_model_that_predicts_nothing_is_a_failure_and_nothing_is_learned()
    {
        IActorRef cell = await WithModelAsync();
        MlContext context = MlContext.Empty with { ExtraParameters = ImmutableDictionary<string, string>.Empty.Add("estimate_type", "identity_mixture") };
        await Ask<ProjectProtocol.ModelBuilt>(cell, new ProjectProtocol.BuildModel(Iris, AttemptId.New(), Model, "covest", context));
        Fault undefined = Fault.Failed("Predict is undefined for model 'm1': algorithm 'covest' estimates covariances.");

        Refused predicted = await Ask<Refused>(cell, new ProjectProtocol.Predict(Iris, Model, Outlier));
        Refused learned = await Ask<Refused>(cell, Command(Outlier, new LearnPredictPlan(true, false, [])));

        Assert.Equal((undefined, undefined), (predicted.Fault, learned.Fault));
        Assert.Equal(3, (await StatisticsAsync(cell)).Rows);
    }

    private static ModelId Model { get; } = ModelId.Parse("m1");

    private static LearnPredict Command(DataFrame frame, LearnPredictPlan plan) => new(Iris, AttemptId.New(), Model, frame, plan, "test");

    private async Task<IActorRef> WithModelAsync()
    {
        IActorRef cell = await CreateAsync();
        await Ask<CellProtocol.RowsUpdated>(cell, Learn(Line));
        MlContext context = MlContext.Empty with { TargetAttributeNames = ["y"] };
        await Ask<ProjectProtocol.ModelBuilt>(cell, new ProjectProtocol.BuildModel(Iris, AttemptId.New(), Model, "mlr", context));
        return cell;
    }

    private async Task<string> PredictionAsync(IActorRef cell) =>
        (await Ask<ProjectProtocol.Predicted>(cell, new ProjectProtocol.Predict(Iris, Model, Outlier))).Rows[0][0].Value;
}
