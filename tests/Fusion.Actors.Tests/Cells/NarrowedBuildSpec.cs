using Akka.Actor;
using Fusion.Actors.Tests.Support;
using Fusion.Contracts.Ids;
using Fusion.Contracts.Protocols;
using Fusion.Models;

namespace Fusion.Actors.Tests.Cells;

/// <summary>Builds that choose among the inputs of their request.</summary>
public sealed class NarrowedBuildSpec : CellSpec
{
    private static readonly ModelId Model = ModelId.Parse("m");
    private static readonly MlContext Request = MlContext.Empty with { InputAttributeNames = ["a", "twice", "noise"], TargetAttributeNames = ["t"] };

    [Fact]
    public async Task Inputs_that_depend_on_others_are_left_out_and_stay_so_when_the_model_is_built_again()
    {
        FittedModel model = await BuildAsync(Command with { Independent = true });

        Assert.Equal(2, model.Inputs.Length);
        Assert.Contains("noise", model.Inputs.Select(input => input.Name));
        Assert.Equal(model.Inputs.Select(input => input.Name), model.Context!.InputAttributeNames);
    }

    [Fact]
    public async Task A_reduction_keeps_what_tells_the_classes_apart_and_counts_what_it_tried()
    {
        FittedModel model = await BuildAsync(Command with { Reduction = new Reduction(0.01, 5) });

        Assert.Equal(["a"], model.Inputs.Select(input => input.Name));
        Assert.Equal(5, model.ModelsBuilt); // three, then noise, and noise again: twice is collinear with a
    }

    private static ProjectProtocol.BuildModel Command => new(Iris, AttemptId.New(), Model, "lda", Request);

    private async Task<FittedModel> BuildAsync(ProjectProtocol.BuildModel command)
    {
        IActorRef cell = await CreateAsync();
        await Ask<CellProtocol.RowsUpdated>(cell, Learn(Frames.Of(
            "a,twice,noise,t", "CCCB", "1,2,1,0", "1,2,2,0", "2,4,1,0", "2,4,2,0", "5,10,1,1", "5,10,2,1", "6,12,1,1", "6,12,2,1")));
        await Ask<ProjectProtocol.ModelBuilt>(cell, command);
        return (await Ask<ProjectProtocol.ModelFound>(cell, new ProjectProtocol.GetModel(Iris, Model))).Model;
    }
}
