using System.Collections.Frozen;
using System.Collections.Immutable;
using Fusion.Http.Endpoints;
using Fusion.Models;
using Fusion.Models.Code;
using Microsoft.OpenApi;

namespace Fusion.Http.OpenApi;

/// <summary>The notes of every endpoint, by verb and path. A test fails for an endpoint without notes and for notes without an endpoint.</summary>
internal static class OperationCatalogue
{
    private const string Base = "/symetry/rest/{cid}/";

    private static readonly (int, string) UnknownProject = (400, "Cannot Find SYMETRYML id[{pid}] for Customer id [{cid}]");
    private static readonly (int, string) UnknownOnDelete = (400, "Customer[{cid}] does not have Project with id[{pid}], ");
    private static readonly (int, string) NameTaken = (409, "Customer [{cid}] already have SYMETRYML with id[{pid}], ");
    private static readonly (int, string) UnknownModel = (500, "Generic Exception <Error no such model <{modelid}>>");
    private static readonly (int, string) NotOnFusion = (400, "Operation not supported on Fusion project id[{pid}]");
    private static readonly (int, string) Frozen = (500, "Generic Exception <Project id[{pid}] is frozen>");
    private static readonly (int, string) NoSuchJob = (400, "No such job");
    private static readonly (int, string) JobRefused = (500, "Job execution was refused by server.");
    private static readonly (int, string) Undecryptable = (400, "Cannot decrypt request body");

    private static readonly QueryNote Asynchronous = Flag("async", "true answers at once with a job; default false");
    private static readonly ImmutableArray<QueryNote> Past =
    [
        new("asof", "A time or a number of rows: asks of the rows up to then, of a project that keeps snapshots; sym-window tells the moment it is exact for"),
        new("window", "Two of them with a slash between, either may be empty: asks of the rows between"),
    ];

    private static readonly QueryNote NewName = new("pid", "The new project's name", Required: true);
    private static readonly QueryNote Persist = Flag("persist", "Whether the project survives the process; default true");
    private static readonly QueryNote Histogram = Flag("enableHistogram", "Whether values are counted, for min, max and median; default false");

    private static readonly FrozenDictionary<string, OperationNotes> Notes = Concat(
        ("Projects", Projects()),
        ("Projects", LifeCycle()),
        ("Rows", Rows()),
        ("Exploration", Exploration()),
        ("Models", Models()),
        ("Prediction", Prediction()),
        ("Jobs", Jobs()),
        ("Fusions", Fusions()),
        ("Sockets", Sockets()),
        ("Users", Users()));

    /// <summary>All of them: verb, blank, path.</summary>
    public static IEnumerable<string> Keys => Notes.Keys;

    /// <summary>What operations are grouped under, in the order in which one needs them.</summary>
    public static ImmutableArray<string> Tags { get; } =
        ["Projects", "Rows", "Exploration", "Models", "Prediction", "Jobs", "Fusions", "Sockets", "Users"];

    /// <summary>The notes of an endpoint; null for none.</summary>
    public static OperationNotes? Find(string verb, string path) => Notes.GetValueOrDefault($"{verb} {path}");

    private static IEnumerable<(string, OperationNotes)> Projects() =>
    [
        ($"POST {Base}projects", new OperationNotes("createProject", "Create an empty project.")
        {
            Query = [NewName, new("type", "Default cpu; all run on the CPU") { Allowed = NewProject.Types }, Persist, Histogram],
            Body = BodyKind.Map, BodyMayBeMissing = true, Success = 201, Errors = [NameTaken],
        }),
        ($"GET {Base}projects/list", new OperationNotes("listProjects", "Names of all projects.") { Entities = ["stringList"] }),
        ($"GET {Base}projects/{{pid}}/info", new OperationNotes("getProject", "What a project holds; a fusion project refreshes first.")
        {
            Query = [Asynchronous], StartsJob = true, Entities = ["smlInfo"], Errors = [UnknownProject],
        }),
        ($"GET {Base}projects/{{pid}}/digest", new OperationNotes(
            "getProjectDigest", "The fingerprint of a project's statistics: equal for equal learned rows.")
        {
            Entities = ["digest"], Errors = [UnknownProject],
        }),
        ($"DELETE {Base}projects/{{pid}}", new OperationNotes("deleteProject", "Remove a project with its models.") { Errors = [UnknownOnDelete] }),
    ];

    private static IEnumerable<(string, OperationNotes)> LifeCycle() =>
    [
        ($"GET {Base}projects/info", new OperationNotes("listProjectInfos", "What every project holds, as a job.")
        {
            Query = [Flag("async", "false answers at once; default true")], StartsJob = true, Entities = ["smlInfoList", "smlOptions", "Options"],
        }),
        ($"GET {Base}projects/{{pid}}/save", Change("saveProject", "Persist what a project that does not save by itself has learned.")),
        ($"GET {Base}projects/{{pid}}/freeze", Change("freezeProject", "Refuse rows and merges from now on.")),
        ($"GET {Base}projects/{{pid}}/unfreeze", Change("unfreezeProject", "Take rows again.")),
        ($"GET {Base}projects/{{pid}}/unload", Change("unloadProject", "Leave memory; the next call brings the project back, unless it is not persisted.")),
        ($"GET {Base}projects/{{pid}}/rename", new OperationNotes("renameProject", "Give a project another name.")
        {
            Query = [new("newName", "The new name", Required: true)], Success = 201, TakesKey = true, Errors = [UnknownProject, NameTaken],
        }),
        ($"GET {Base}projects/{{pid}}/merge", new OperationNotes("mergeProject", "Add another project's statistics, as if its rows had been learned here.")
        {
            Query = [new("otherProjectName", "The other project", Required: true)], TakesKey = true, Errors = [UnknownProject, NotOnFusion, Frozen],
        }),
        ($"GET {Base}projects/{{pid}}/export", new OperationNotes("exportProject", "The whole project as Base64 text.")
        {
            Entities = ["string"], Errors = [UnknownProject, NotOnFusion],
        }),
        ($"POST {Base}projects/{{pid}}/import", new OperationNotes("importProject", "Create a project from the text that an export answered.")
        {
            Query = [Persist], Body = BodyKind.Archive, TakesKey = true, Errors = [NameTaken],
        }),
        ($"POST {Base}projects/{{pid}}/histogramEnable", new OperationNotes("enableProjectHistogram", "Count values from now on, or no longer.")
        {
            Query = [Flag("enable", "Default true"), new("window", "Kept and shown; default 1000000") { Type = JsonSchemaType.Integer }], Errors = [UnknownOnDelete],
        }),
        ($"GET {Base}projects/{{pid}}/getLFStats", new OperationNotes("getProjectUpdateLog", "Who learned and forgot how much.")
        {
            Entities = ["stringList"], Errors = [UnknownProject, NotOnFusion],
        }),
        ($"GET {Base}projects/{{pid}}/getDsLog", new OperationNotes("getProjectDataSourceLog", "What data sources did: nothing yet.")
        {
            Entities = ["stringList"], Errors = [UnknownProject, NotOnFusion],
        }),
    ];

    private static IEnumerable<(string, OperationNotes)> Rows() =>
    [
        ($"POST {Base}projects/{{pid}}/learn", Update("learnRows", "Learn rows; answered when they are durable.")),
        ($"POST {Base}projects/{{pid}}/forget", Update("forgetRows", "Take learned rows away again, as if they had never been learned.")),
        ($"POST {Base}projects/{{pid}}/transform", new OperationNotes("transformRows", "Show rows as the project learns them.")
        {
            Body = BodyKind.DataFrame, Entities = ["dataframe"], Errors = [UnknownProject],
        }),
    ];

    private static IEnumerable<(string, OperationNotes)> Exploration() =>
    [
        ($"POST {Base}projects/{{pid}}/explore", new OperationNotes("exploreProject", "Compute a metric for each context.")
        {
            Query =
            [
                new("metric", "The metric", Required: true) { Allowed = [.. ExploreMetrics.Ids] },
                Asynchronous,
                Flag("returnProjectInfo", "Whether the answer has smlInfo; default true"),
                Flag("leaveoneout", "Whether a fusion project also answers without each of its cells in turn; default false"),
                .. Past,
            ],
            Body = BodyKind.Contexts, StartsJob = true, Entities = ["KSVDMap", "smlInfo", "dataframe", "leaveOneOut"], Errors = [UnknownProject],
        }),
        ($"POST {Base}projects/{{pid}}/vif", Analysis("exploreVarianceInflation", "Variance inflation factors, as a job: KSVSMap.")),
        ($"POST {Base}projects/{{pid}}/explorepca", Analysis("explorePrincipalComponents", "Principal components, as a job: pcaVectors, pcaValues, pcaSumValues.") with
        {
            Query = [.. Past, new("explainedCovariance", "Answers the fewest components with this share of the variance, above 0 up to 1; default 1, all")],
        }),
        ($"POST {Base}projects/{{pid}}/exploresvd", Analysis("exploreSingularValues", "Singular values of the covariances, as a job: KSVSMap.")),
        ($"POST {Base}projects/{{pid}}/exploresvdfs", Analysis("selectBySingularValues", "The same of the attributes left when dependent ones are taken out.")),
        ($"POST {Base}projects/{{pid}}/densityEstimate", Estimate("estimateDensities", "Histograms of attributes.")),
        ($"POST {Base}projects/{{pid}}/conditionalDensityEstimate", Estimate(
            "estimateConditionalDensities", "Histograms of each second input over the rows where the first is not 0.")),
        ($"POST {Base}projects/dataDrift", new OperationNotes("measureDataDrift", "How far the data of two projects are apart.")
        {
            Body = BodyKind.Context, Entities = ["KSVDMap"], Errors = [UnknownProject],
        }),
    ];

    private static IEnumerable<(string, OperationNotes)> Prediction() =>
    [
        ($"POST {Base}projects/{{pid}}/predict/{{modelid}}", new OperationNotes("predictRows", "Predict rows.")
        {
            Query = [Flag("impute", "true predicts a missing input from the others of its row; default false: its mean")],
            Body = BodyKind.DataFrame, Entities = ["KSVSMap"], Errors = [UnknownProject, UnknownModel],
        }),
        ($"POST {Base}projects/{{pid}}/learnpredict/{{modelid}}", new OperationNotes("learnPredictRows", "Learn rows and predict them; answered when they are durable.")
        {
            Query =
            [
                Flag("predictBeforeLearn", "Whether the model predicts before the rows are learned; default true"),
                Flag("rebuildModel", "Whether the model is built again after learning; default false"),
                new("keepColumns", "Columns whose cells the results repeat, separated by commas"),
            ],
            Body = BodyKind.DataFrame, TakesKey = true, Entities = ["KSVSMap"],
            Errors = [UnknownProject, NotOnFusion, Frozen, (400, "Error no such model <{modelid}>")],
        }),
    ];

    private static IEnumerable<(string, OperationNotes)> Models() =>
    [
        ($"POST {Base}projects/{{pid}}/build", new OperationNotes("buildModel", "Build a model; one of the same name is replaced when the build succeeds.")
        {
            Query =
            [
                new("modelid", "The model's name", Required: true),
                new("algo", "The kind of model", Required: true) { Allowed = [.. Algorithms.All.Select(algorithm => algorithm.Id)] },
                Flag("svdreduce", "Whether inputs that depend on others, as exploresvdfs finds them, are left out; default false"),
            ],
            Body = BodyKind.Context, Success = null, StartsJob = true, Errors = [UnknownProject, JobRefused],
        }),
        ($"POST {Base}projects/{{pid}}/reduce", new OperationNotes("reduceModel", "Build a model of the inputs that tell the classes apart best.")
        {
            Query =
            [
                new("modelid", "The model's name", Required: true),
                new("algo", "The kind of model", Required: true) { Allowed = [Reduction.Algorithm] },
                new("heuristic", "The search", Required: true) { Allowed = ["default"] },
                new("delta", "What an input must add to the distance of the classes; default 0.01") { Type = JsonSchemaType.Number },
                new("numIterations", "Most passes, up to 1000; default 5") { Type = JsonSchemaType.Integer },
            ],
            Body = BodyKind.Context, Success = null, StartsJob = true,
            Errors = [UnknownProject, (500, "Optimize Job execution was refused by server.")],
        }),
        ($"POST {Base}projects/{{pid}}/crossvalidate", new OperationNotes(
            "crossValidate", "How well models fitted without each fold predict it: the cells of a fusion, or the rows between snapshots of a cell.")
        {
            Query = [new("algo", "The kind of model, a regression linear in its inputs", Required: true), new("folds", "How many folds; default each block one"), Asynchronous],
            Body = BodyKind.Context, StartsJob = true, Entities = ["KSVDMap", "folds"], Errors = [UnknownProject],
        }),
        ($"GET {Base}projects/{{pid}}/models/{{modelid}}", new OperationNotes("getModel", "How a model was built and what it is.")
        {
            Entities = ["modelInfo"], Errors = [UnknownProject, UnknownModel],
        }),
        ($"GET {Base}projects/{{pid}}/models/{{modelid}}/code", new OperationNotes("getModelCode", "A model that is linear in its inputs as a function in a language.")
        {
            Query = [new("language", "The language", Required: true) { Allowed = [.. ModelCode.Languages] }],
            Entities = ["string"], Errors = [UnknownProject, UnknownModel],
        }),
        ($"GET {Base}projects/{{pid}}/model/export", new OperationNotes("exportModel", "A model as Base64 text.")
        {
            Query = [new("modelid", "The model's name", Required: true)], Entities = ["string"], Errors = [UnknownProject, UnknownModel],
        }),
        ($"POST {Base}projects/{{pid}}/model/import", new OperationNotes("importModel", "Keep a model that was exported, from this project or another.")
        {
            Query = [new("modelid", "The model's new name", Required: true)], Body = BodyKind.Archive, TakesKey = true,
            Errors = [UnknownProject, (409, "There is a model with id[{modelid}] already; import under another modelid, or delete that one first")],
        }),
        ($"DELETE {Base}projects/{{pid}}/models/{{modelid}}", new OperationNotes("deleteModel", "Remove a model.") { Errors = [UnknownProject, UnknownModel] }),
    ];

    private static IEnumerable<(string, OperationNotes)> Jobs() =>
    [
        ($"GET {Base}jobs", new OperationNotes("listJobs", "All jobs that run or whose results can be fetched.") { Entities = ["jobInfoList", "stringList"] }),
        ($"GET {Base}jobs/{{jobid}}", new OperationNotes("getJob", "How a job is: 202 while it runs, then its result, which can be fetched until it expires; 500 when it failed.")
        {
            MayRun = true,
            Entities = ["smlInfo", "smlInfoList", "smlOptions", "Options", "KSVDMap", "KSVSMap", "pcaVectors", "pcaValues", "pcaSumValues", "densityList", "dataframe", "folds"],
            Errors = [NoSuchJob, (500, "Generic Exception <{message}>")],
        }),
        ($"DELETE {Base}jobs/{{jobid}}", new OperationNotes("cancelJob", "Kill a job; 202 when it can't be killed, as one whose rows are on their way.") { MayRun = true, Errors = [NoSuchJob] }),
    ];

    private static IEnumerable<(string, OperationNotes)> Fusions() =>
    [
        ($"POST {Base}projects/fusion/create", new OperationNotes("createFusion", "Create a fusion of cells, which owns no rows.")
        {
            Query = [NewName, Persist, Histogram], Body = BodyKind.Cells, Success = 201, Errors = [NameTaken, Undecryptable],
        }),
        ($"POST {Base}projects/fusion/{{pid}}/cellsStatus", new OperationNotes("getFusionCellsStatus", "Whether cells can be fused; without a body those of the project.")
        {
            Body = BodyKind.Cells, BodyMayBeMissing = true, Entities = ["cellsStatusEncrypted", "cellsStatus"], Errors = [UnknownProject, Undecryptable],
        }),
        ($"POST {Base}projects/fusion/{{pid}}/updateCellsInfo", new OperationNotes("updateFusionCells", "Replace the cells of a fusion.")
        {
            Body = BodyKind.Cells, Errors = [UnknownProject, Undecryptable],
        }),
    ];

    private static IEnumerable<(string, OperationNotes)> Sockets() =>
    [
        ("GET /symetry/ws/learn", Socket("openLearnSocket", "Learn rows over a WebSocket: one answer for each message, in order.")),
        ("GET /symetry/ws/forget", Socket("openForgetSocket", "Forget rows over a WebSocket.")),
        ("GET /symetry/ws/predict", Socket("openPredictSocket", "Predict rows over a WebSocket.") with { Entities = ["KSVSMap"] }),
    ];

    private static IEnumerable<(string, OperationNotes)> Users() =>
    [
        ("GET /smlaccess", new OperationNotes("getSingleSignOn", "The key of a user who signed on elsewhere; this server has no single sign-on.")
        {
            Success = null, IsSigned = false, Errors = [(400, "No profile: this server has no single sign-on")],
        }),
    ];

    private static OperationNotes Update(string id, string summary) => new(id, summary)
    {
        Query = [Asynchronous, new("errorHandling", "CSV and Arrow: 0 stops at the first bad row, 1 leaves bad rows out; default 0") { Allowed = ["0", "1"] }],
        Body = BodyKind.DataFrame,
        StartsJob = true,
        TakesKey = true,
        Errors = [UnknownProject, NotOnFusion, Frozen],
    };

    private static OperationNotes Analysis(string id, string summary) => new(id, summary)
    {
        Query = Past,
        Body = BodyKind.Contexts,
        Success = null,
        StartsJob = true,
        Errors = [UnknownProject, JobRefused],
    };

    private static OperationNotes Estimate(string id, string summary) => new(id, summary)
    {
        Query = [Asynchronous, .. Past],
        Body = BodyKind.Contexts,
        StartsJob = true,
        Entities = ["densityList"],
        Errors = [UnknownProject, (400, "Histograms are not enabled in project id[{pid}]")],
    };

    private static OperationNotes Change(string id, string summary) => new(id, summary) { Errors = [UnknownProject] };

    private static OperationNotes Socket(string id, string summary) => new(id, summary + " The upgrade is open; the first message authenticates.")
    {
        Success = 101,
        IsSigned = false,
        Errors = [(400, "{path} is a WebSocket; open it with ws:// or wss://"), (503, "Too many WebSockets are open; try again later")],
    };

    private static QueryNote Flag(string name, string meaning) => new(name, meaning) { Type = JsonSchemaType.Boolean };

    private static FrozenDictionary<string, OperationNotes> Concat(params ImmutableArray<(string Tag, IEnumerable<(string Key, OperationNotes Notes)> Group)> groups) =>
        groups.SelectMany(group => group.Group.Select(entry => (entry.Key, Notes: entry.Notes with { Tag = group.Tag })))
            .ToFrozenDictionary(entry => entry.Key, entry => entry.Notes, StringComparer.Ordinal);
}
