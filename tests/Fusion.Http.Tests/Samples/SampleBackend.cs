using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Fusion.Contracts.Faults;
using Fusion.Contracts.Ids;
using Fusion.Contracts.Projects;
using Fusion.Contracts.Protocols;
using Fusion.Http.Tests.Support;
using Fusion.Models;
using Fusion.Statistics;

namespace Fusion.Http.Tests.Samples;

/// <summary>Projects that answer a sample with what its documented response says.</summary>
internal static class SampleBackend
{
    // The documented code is of a model of this name, whatever the request says.
    private static readonly FittedModel Reduced = new(
        "ldaRed",
        "lda",
        [.. new[] { "petal_length", "petal_width", "sepal_width", "petal_length_b1", "sepal_width_b1", "petal_width_b2", "sepal_length" }
            .Select((name, k) => new ModelInput(name, "C", k, k, 0))],
        [new ModelTarget("Iris_versicolor", 7)],
        ImmutableSortedDictionary<string, ImmutableArray<double>>.Empty.Add("z0", [0]).Add(
            "coefficients",
            [-8.780458794255027, -15.841653689691597, 2.6264699508510816, -4.283122721819282, -1.0747512015680236, 58.97284497145444, 3.4278968694343033]),
        ["resZ"],
        ["normZ"],
        ImmutableSortedDictionary<string, string>.Empty,
        ImmutableSortedDictionary<string, ModelTable>.Empty,
        1,
        0,
        Some.Created);

    public static void Answers(this Script script, Sample sample)
    {
        script.Jobs().On<CustomerProtocol.FindProject>(question => question.Name.Value is "r2" or "r5" || (sample.Id == "histogram-unknown")
            ? new Refused(Fault.UnknownProject(question.CustomerId, question.Name.Value))
            : new CustomerProtocol.ProjectFound(question.CustomerId, Entry(question.Name.Value, sample)));
        long job = sample.Location is { } location ? long.Parse(location.Split('/')[^1], CultureInfo.InvariantCulture) : 5;
        script.On<CustomerProtocol.AllocateJob>(command => new CustomerProtocol.JobAllocated(command.CustomerId, new JobId(command.CustomerId, job)));
        script.On<CustomerProtocol.RenameProject>(command => sample.Status == 409
            ? new Refused(Fault.NameTaken(command.CustomerId, command.NewName.Value))
            : new CustomerProtocol.ProjectRenamed(command.CustomerId, command.NewName));
        script.On<LifeCycleProtocol.SaveProject>(command => new LifeCycleProtocol.CarriedOut(command.ProjectId));
        script.On<LifeCycleProtocol.SetFrozen>(command => new LifeCycleProtocol.CarriedOut(command.ProjectId));
        script.On<JobProtocol.StartCatalogueJob>(command => new JobProtocol.JobStarted(command.JobId));
        script.On<CustomerProtocol.CreateProject>(command => sample.Status == 409
            ? new Refused(Fault.NameTaken(command.CustomerId, command.Name.Value))
            : new CustomerProtocol.ProjectCreated(command.CustomerId, Some.Project(command.Name.Value)));
        script.On<CustomerProtocol.DeleteProject>(command => sample.Status == 400
            ? new Refused(Fault.UnknownProjectOnDelete(command.CustomerId, command.Name.Value))
            : new CustomerProtocol.ProjectDeleted(command.CustomerId, command.Name));
        script.On<CustomerProtocol.ListProjects>(question => new CustomerProtocol.ProjectsListed(question.CustomerId, [.. Texts(sample.Values["stringList"]!["values"]!).Select(name => Entry(name, sample))]));
        script.On<ProjectProtocol.GetProjectInfo>(_ => new ProjectProtocol.ProjectInfoFound(Info(sample.Values["smlInfo"]!.AsObject())));
        script.On<CellProtocol.UpdateRows>(command => new CellProtocol.RowsUpdated(command.ProjectId, command.AttemptId, command.Frame.RowCount, 0, null));
        script.On<ProjectProtocol.Explore>(_ => new ProjectProtocol.Explored([.. Maps(sample, "KSVDMap").Select(Numbers)], Some.Info("irisTest")));
        script.On<DriftProtocol.MeasureDrift>(_ => new DriftProtocol.DriftMeasured(Numbers(Maps(sample, "KSVDMap").Single())));
        script.On<TransformProtocol.Transform>(question => new TransformProtocol.Transformed(question.Frame));
        script.On<LearnPredictProtocol.LearnPredict>(_ => new ProjectProtocol.Predicted([.. Maps(sample, "KSVSMap").Select(map => map.Select(entry => KeyValuePair.Create(entry.Key, entry.Value!.GetValue<string>())).ToImmutable())]));
        script.On<ProjectProtocol.CheckBuild>(question => new ProjectProtocol.BuildPossible(question.ProjectId));
        script.On<ProjectProtocol.Predict>(question => sample.Status == 500
            ? new Refused(Fault.UnknownModel(question.ModelId.Value))
            : new ProjectProtocol.Predicted([.. Maps(sample, "KSVSMap").Select(map => map.Select(entry => KeyValuePair.Create(entry.Key, entry.Value!.GetValue<string>())).ToImmutable())]));
        script.On<ProjectProtocol.GetModel>(_ => new ProjectProtocol.ModelFound(Reduced));
        script.On<ModelExchangeProtocol.ExportModel>(question => new ModelExchangeProtocol.ModelExported(question.ProjectId, question.ModelId, Cipher.Encrypt("a model")));
        script.On<ModelExchangeProtocol.ImportModel>(command => new ModelExchangeProtocol.ModelImported(command.ProjectId, command.ModelId));
        script.On<FusionProtocol.GetCellsStatus>(question => new FusionProtocol.CellsStatusFound(question.ProjectId, [.. question.Cells.Select(cell => new CellStatus(cell.Address, CellStatus.Ok))]));
        script.On<FusionProtocol.UpdateCells>(command => new FusionProtocol.CellsUpdated(command.ProjectId));
        script.On<JobProtocol.GetJob>(question => sample.Status switch
        {
            200 => new JobProtocol.JobFinished(Some.Job(4, done: true), new ProjectProtocol.ModelBuilt(Some.Project("irisTest"), ModelId.Parse("m"))),
            202 => new JobProtocol.JobRunning(Some.Job(4)),
            _ => new Refused(Fault.UnknownJob()),
        });
        script.On<JobProtocol.CancelJob>(_ => new Refused(Fault.UnknownJob()));
    }

    private static ImmutableArray<KeyValuePair<string, double>> Numbers(JsonObject map) =>
        [.. map.Select(entry => KeyValuePair.Create(entry.Key, entry.Value!.GetValue<double>()))];

    private static ProjectEntry Entry(string name, Sample sample) => new(Some.Project(name), sample.IsOnFusion ? ProjectKind.Fusion : ProjectKind.Cell);

    private static ProjectInfo Info(JsonObject info) => Some.Info(info["pid"]!.GetValue<string>()) with
    {
        Schema = Schema.Of(Texts(info["attributeNames"]!).Zip(Texts(info["attributeTypes"]!), (name, type) =>
            new AttributeInfo(name, type == "C" ? AttributeKind.Continuous : AttributeKind.Binary))),
        Models = [.. Texts(info["modelsList"]!).Zip(Texts(info["modelTypeList"]!), (name, type) => new ModelEntry(name, type))],
    };

    private static IEnumerable<string> Texts(JsonNode list) => list.AsArray().Select(item => item!.GetValue<string>());

    private static IEnumerable<JsonObject> Maps(Sample sample, string key) => sample.Values[key]!["values"]!.AsArray().Select(map => map!.AsObject());

    private static ImmutableArray<T> ToImmutable<T>(this IEnumerable<T> items) => [.. items];
}
