using Akka.Actor;
using Fusion.Contracts.Ids;
using Fusion.Models;
using static Fusion.Contracts.Protocols.ModelExchangeProtocol;

namespace Fusion.Actors.Tests.Fusions;

public sealed class FusionModelExchangeSpec : FusionSpec
{
    private static readonly ModelId Copy = ModelId.Parse("copy");

    [Fact]
    public async Task A_fusion_takes_a_model_without_asking_its_cells_keeps_it_and_gives_it_on()
    {
        FittedModel fitted = Algorithms.Find("mlr").Fit(
            "line", B, MlContext.Empty with { InputAttributeNames = ["y"], TargetAttributeNames = ["z"] });
        IActorRef hub = await CreateAsync("a");

        await Ask<ModelImported>(hub, new ImportModel(Hub, AttemptId.New(), Copy, Fusion.Actors.Projects.ModelArchive.Write(fitted)));
        await StopAsync(hub);
        ModelExported exported = await Ask<ModelExported>(Start(), new ExportModel(Hub, Copy));

        Assert.Equal(fitted.Parameters["coefficients"].AsEnumerable(), Fusion.Actors.Projects.ModelArchive.Read(exported.Text).Parameters["coefficients"]);
        Cells.ExpectNoMsg(TimeSpan.Zero);
    }
}
