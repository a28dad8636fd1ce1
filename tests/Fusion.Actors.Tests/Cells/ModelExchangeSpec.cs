using Akka.Actor;
using Fusion.Actors.Tests.Support;
using Fusion.Contracts.Faults;
using Fusion.Contracts.Ids;
using Fusion.Contracts.Protocols;
using Fusion.Models;
using Fusion.Statistics.Frames;
using static Fusion.Contracts.Protocols.ModelExchangeProtocol;

namespace Fusion.Actors.Tests.Cells;

public sealed class ModelExchangeSpec : CellSpec
{
    private const string Taken = "There is a model with id[line] already; import under another modelid, or delete that one first";

    private static readonly DataFrame Line = Frames.Of("x,y,k", "CCT", "1,1,a", "2,3,b", "3,2,a", "4,5,b");
    private static readonly ModelId Model = ModelId.Parse("line");
    private static readonly ModelId Copy = ModelId.Parse("copy");

    [Fact]
    public async Task An_imported_model_predicts_where_its_attributes_are_unknown()
    {
        IActorRef cell = await WithModelAsync();
        string text = await ExportAsync(cell), expected = await PredictionAsync(cell, Model);
        IActorRef other = await OtherAsync(cell);

        Assert.Equal(new ModelImported(Iris, Copy), await Ask<ModelImported>(other, Import(text)));

        Assert.Equal(expected, await PredictionAsync(other, Copy));
        Assert.Equal(["copy"], (await InfoAsync(other)).Models.Select(model => model.ModelId));
    }

    [Fact]
    public async Task An_imported_model_survives_a_crash_and_a_retry_after_it_is_recognised()
    {
        IActorRef cell = await WithModelAsync();
        string text = await ExportAsync(cell);
        ImportModel import = Import(text);
        await Ask<ModelImported>(cell, import);
        FittedModel before = await ModelAsync(cell, Copy);

        cell = await RestartAsync(cell);

        Assert.Equal(Serialization.DeepText.Of(before), Serialization.DeepText.Of(await ModelAsync(cell, Copy)));
        Assert.Equal(new ModelImported(Iris, Copy), await Ask<ModelImported>(cell, import));
        Assert.Equal(await PredictionAsync(cell, Model), await PredictionAsync(cell, Copy));
    }

    [Fact]
    public async Task A_name_that_is_taken_is_refused_unless_the_attempt_is_the_same()
    {
        IActorRef cell = await WithModelAsync();
        ImportModel import = Import(await ExportAsync(cell)) with { ModelId = Model };

        Assert.Equal(new Fault(FaultCode.NameTaken, Taken), (await Ask<Refused>(cell, import)).Fault);
        await Ask<ProjectProtocol.ModelDeleted>(cell, new ProjectProtocol.DeleteModel(Iris, AttemptId.New(), Model));
        await Ask<ModelImported>(cell, import);
        await Ask<ModelImported>(cell, import);
        Assert.Equal(Taken, (await Ask<Refused>(cell, import with { AttemptId = AttemptId.New() })).Fault.Text);
    }

    [Fact]
    public async Task Imports_of_one_name_at_the_same_time_keep_one_model()
    {
        IActorRef cell = await WithModelAsync();
        ImportModel import = Import(await ExportAsync(cell));

        Task<IReply>[] replies = [.. new[] { import, import, import with { AttemptId = AttemptId.New() } }.Select(sent => cell.Ask<IReply>(sent, Patience))];
        await Task.WhenAll(replies);

        Assert.Equal(new ModelImported(Iris, Copy), await replies[0]);
        Assert.Equal(new ModelImported(Iris, Copy), await replies[1]);
        Assert.Equal(FaultCode.NameTaken, Assert.IsType<Refused>(await replies[2]).Fault.Code);
    }

    [Fact]
    public async Task A_damaged_text_is_refused_and_leaves_the_name_free()
    {
        IActorRef cell = await WithModelAsync();
        string text = await ExportAsync(cell);

        Refused refused = await Ask<Refused>(cell, Import(text[..^8]));

        Assert.Equal(Fault.Invalid("The body can't be imported: its digest does not match: it was changed or cut"), refused.Fault);
        await Ask<ModelImported>(cell, Import(text));
    }

    [Fact]
    public async Task An_unknown_model_can_not_be_exported() => Assert.Equal(
        Fault.UnknownModel("copy"), (await Ask<Refused>(await WithModelAsync(), new ExportModel(Iris, Copy))).Fault);

    private static ImportModel Import(string text) => new(Iris, AttemptId.New(), Copy, text);

    private async Task<IActorRef> WithModelAsync()
    {
        IActorRef cell = await CreateAsync();
        await Ask<CellProtocol.RowsUpdated>(cell, Learn(Line));
        MlContext context = MlContext.Empty with { InputAttributeNames = ["k$a", "x"], TargetAttributeNames = ["y"] };
        await Ask<ProjectProtocol.ModelBuilt>(cell, new ProjectProtocol.BuildModel(Iris, AttemptId.New(), Model, "mlr", context));
        return cell;
    }

    /// <summary>A cell that never saw the attributes; tests have room for one at a time.</summary>
    private async Task<IActorRef> OtherAsync(IActorRef cell)
    {
        await Ask<ProjectProtocol.Erased>(cell, new ProjectProtocol.EraseProject(Iris));
        await StopAsync(cell);
        IActorRef other = await CreateAsync();
        await Ask<CellProtocol.RowsUpdated>(other, Learn(Frames.Of("q,w", "CC", "7,8", "9,1")));
        return other;
    }

    private async Task<string> ExportAsync(IActorRef cell) => (await Ask<ModelExported>(cell, new ExportModel(Iris, Model))).Text;

    private async Task<FittedModel> ModelAsync(IActorRef cell, ModelId id) =>
        (await Ask<ProjectProtocol.ModelFound>(cell, new ProjectProtocol.GetModel(Iris, id))).Model;

    private async Task<string> PredictionAsync(IActorRef cell, ModelId id) =>
        (await Ask<ProjectProtocol.Predicted>(cell, new ProjectProtocol.Predict(Iris, id, Frames.Of("k,x", "TC", "a,2.5")))).Rows[0][0].Value;
}
