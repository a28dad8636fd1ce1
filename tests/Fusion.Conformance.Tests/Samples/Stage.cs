using System.Text.Json;
using Fusion.Client;
using Fusion.Client.Entities;
using Fusion.Conformance.Tests.Support;

namespace Fusion.Conformance.Tests.Samples;

/// <summary>Sets up, through the public interface, what a sample takes for granted.</summary>
internal sealed class Stage(ConformanceNode node, Account account)
{
    private const int WideColumns = 150;
    private static readonly IReadOnlyDictionary<string, string> WithHistogram = new Dictionary<string, string> { ["enable_histogram"] = "true" };

    private readonly FusionClient _client = node.Client(account);

    public ConformanceNode Node => node;

    public Account Account => account;

    /// <summary>The job that the sample asks for; 0 when it names none of its own.</summary>
    public long Job { get; private set; }

    /// <summary>The text of a model for a project that has none of its name; empty when the sample imports nothing.</summary>
    public string ExportedModel { get; private set; } = "";

    public string EncryptedCells(string pid) => BodyCipher.Encrypt(
        JsonSerializer.Serialize(new { values = new[] { new { host = node.Url.ToString(), cid = account.Cid, sk = account.Key, pid } } }), account.Key);

    public Task PrepareAsync(string id) => id switch
    {
        "create-conflict" or "delete-ok" or "rename-ok" => CreateAsync("r1"),
        "rename-conflict" => CreateAsync("r1", "r2"),
        "save-ok" or "freeze-ok" or "unfreeze-ok" or "learn" or "transform-plain" or "predict-unknown-model" or "ws-learn-v5" => CreateAsync("irisTest"),
        "ws-learn-6x" => CreateAsync("rtest1"),
        "learn-notebook" => CreateAsync("reg_example"),
        "list-1" => CreateAsync("r1", "r11", "r2", "r3"),
        "list-2" => CreateAsync("irisTest", "anotherProject"),
        "info-one" => WithTwoModelsAsync(),
        "info-all" => WithTwoModelsAsync("anotherProject"),
        "forget" or "explore-uni" or "explore-bi" or "explore-chi2-index" or "vif" or "pca" or "svd" or "build-lda" or "reduce-lda" => IrisAsync("irisTest"),
        "build-numeric-ids" => IrisAsync("iris"),
        "density" or "conditional-density" => LearnAsync("irisTest", Tables.Iris, WithHistogram),
        "explore-go-client" or "density-go-client" => LearnAsync("p", Tables.Ages, WithHistogram),
        "explore-chi2-dice" => LearnAsync("dice", Tables.Dice),
        "predict" or "predict-impute" or "learnpredict" or "ws-predict-v5" or "dss-predict" or "dss-predict-noimpute" =>
            WithDiscriminantAsync("irisTest", "testLDA"),
        "model-code-java" => WithDiscriminantAsync("irisTest", "model1"),
        "model-export" => WithDiscriminantAsync("p1", "theModelName"),
        "model-import" => ExportedAsync(),
        "drift-global" => DriftAsync(),
        "drift-embedded" => LearnAsync("irisProject", Tables.Iris, RollingWindow),
        "transform-automl" => LearnAsync("irisTest", Tables.Iris, AutoMl),
        "fusion-create" => CreateAsync("cell1"),
        "fusion-create-conflict" => CreateAsync("cell1", "r1"),
        "fusion-cells-status" or "fusion-update-cells" => FusionAsync(),
        "job-finished" => FinishedJobAsync(),
        "job-running" => RunningJobAsync(),
        _ => Task.CompletedTask, // what the others name does not exist, or they bring everything
    };

    private static Dictionary<string, string> RollingWindow =>
        new() { ["sml_project_rolling_window_size"] = "50", ["sml_project_rolling_window_use_embedded"] = "true" };

    private static Dictionary<string, string> AutoMl => new()
    {
        ["automl_project_is_automl"] = "true",
        ["automl_target_name"] = "petal_width",
        ["automl_warmup_size"] = "100",
        ["automl_add_feature_interaction"] = "true",
    };

    private async Task CreateAsync(params string[] projects)
    {
        foreach (string pid in projects)
            await _client.CreateProjectAsync(pid);
    }

    private Task IrisAsync(string pid) => LearnAsync(pid, Tables.Iris);

    private async Task LearnAsync(string pid, Frame rows, IReadOnlyDictionary<string, string>? parameters = null)
    {
        await _client.CreateProjectAsync(pid, parameters);
        await _client.LearnAsync(pid, rows);
    }

    private async Task WithDiscriminantAsync(string pid, string model)
    {
        await IrisAsync(pid);
        await BuildAsync(pid, model, "lda", ["petal_width"], ["sepal_length", "sepal_width", "petal_length"]);
    }

    private async Task ExportedAsync()
    {
        await WithDiscriminantAsync("p0", "theModelName");
        await CreateAsync("p1");
        RawAnswer answer = await Signing.SendAsync(node.Url, account, "GET", $"/symetry/rest/{account.Cid}/projects/p0/model/export", "modelid=theModelName");
        ExportedModel = answer.Json["values"]!["string"]!.GetValue<string>();
    }

    private async Task WithTwoModelsAsync(params string[] others)
    {
        await CreateAsync(others);
        await IrisAsync("irisTest");
        await BuildAsync("irisTest", "ldaReduced", "lda", ["Iris_setosa"], ["petal_length", "petal_width"]);
        await BuildAsync("irisTest", "svmModel", "lsvm", ["Iris_setosa"], ["petal_length", "petal_width"]);
    }

    private async Task DriftAsync()
    {
        await IrisAsync("irisBaseline");
        await IrisAsync("irisProduction");
    }

    private async Task FusionAsync()
    {
        await IrisAsync("cell1");
        await _client.CreateFusionAsync("r1", [new FusionCell(node.Url.ToString(), account.Cid, account.Key, "cell1")]);
    }

    private async Task FinishedJobAsync()
    {
        await IrisAsync("irisTest");
        Job = await BuildAsync("irisTest", "m", "mlr", ["sepal_length"], ["sepal_width"]);
    }

    private async Task RunningJobAsync()
    {
        await LearnAsync("wide", Tables.Wide(WideColumns));
        Job = await _client.BuildAsync("wide", "m", "mlr", new MlContext { TargetAttributeNames = ["x0"] });
    }

    private async Task<long> BuildAsync(string pid, string model, string algorithm, string[] targets, string[] inputs)
    {
        long job = await _client.BuildAsync(pid, model, algorithm, new MlContext { TargetAttributeNames = targets, InputAttributeNames = inputs });
        await _client.WaitForJobAsync(job);
        return job;
    }
}
