using System.Globalization;
using System.Text.Json;
using Fusion.Client.Entities;

namespace Fusion.Client;

/// <summary>Calls the REST interface as one user. Thread-safe; keep one per user.</summary>
/// <remarks>Every method throws <see cref="FusionApiException"/> when the server declines, <see cref="HttpRequestException"/> when it can't be reached.</remarks>
public sealed partial class FusionClient
{
    private static readonly TimeSpan FirstPoll = TimeSpan.FromMilliseconds(10);

    private readonly SignedTransport _transport;
    private readonly string _secretKey;
    private readonly FusionClientOptions _options;

    /// <summary>A client for one user of one server.</summary>
    /// <param name="http">Sends the requests; owned by the caller.</param>
    /// <param name="baseAddress">The server, e.g. <c>http://localhost:8080</c>.</param>
    /// <param name="cid">The user name.</param>
    /// <param name="secretKey">The user's key as issued, Base64.</param>
    /// <param name="options">Settings; null for the defaults.</param>
    public FusionClient(HttpClient http, Uri baseAddress, string cid, string secretKey, FusionClientOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(baseAddress);
        ArgumentException.ThrowIfNullOrEmpty(cid);
        ArgumentException.ThrowIfNullOrEmpty(secretKey);
        _options = options ?? new FusionClientOptions();
        _secretKey = secretKey;
        _transport = new SignedTransport(http, baseAddress, cid, secretKey, _options);
    }

    /// <summary>Creates an empty project.</summary>
    /// <param name="pid">Its name.</param>
    /// <param name="parameters">Creation parameters; null for none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task CreateProjectAsync(string pid, IReadOnlyDictionary<string, string>? parameters = null, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(
            ApiRequest.Post("projects").With(("pid", pid)).WithJson(parameters ?? new Dictionary<string, string>()),
            cancellationToken);

    /// <summary>Names of the user's projects.</summary>
    public async Task<IReadOnlyList<string>> ListProjectsAsync(CancellationToken cancellationToken = default) =>
        (await _transport.SendAsync(ApiRequest.Get("projects", "list"), cancellationToken)).ReadList<string>("stringList");

    /// <summary>What a project holds. A fusion project refreshes first.</summary>
    public async Task<ProjectInfo> ProjectInfoAsync(string pid, CancellationToken cancellationToken = default) =>
        (await _transport.SendAsync(ApiRequest.Get("projects", pid, "info"), cancellationToken)).Read<ProjectInfo>("smlInfo");

    /// <summary>Removes a project with its models.</summary>
    public Task DeleteProjectAsync(string pid, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(ApiRequest.Delete("projects", pid), cancellationToken);

    /// <summary>Learns rows. Returns when they are durable. Sent again after a failure they count once.</summary>
    /// <param name="pid">The project.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="idempotencyKey">The key that makes repetitions count once; null makes a new one for this call.</param>
    /// <param name="cancellationToken">Gives up; whether the rows were learned is unknown then.</param>
    public Task LearnAsync(string pid, Frame rows, string? idempotencyKey = null, CancellationToken cancellationToken = default) =>
        UpdateAsync(pid, "learn", rows, idempotencyKey, cancellationToken);

    /// <summary>Takes learned rows away again, as if they had never been learned.</summary>
    /// <inheritdoc cref="LearnAsync(string, Frame, string?, CancellationToken)"/>
    public Task ForgetAsync(string pid, Frame rows, string? idempotencyKey = null, CancellationToken cancellationToken = default) =>
        UpdateAsync(pid, "forget", rows, idempotencyKey, cancellationToken);

    /// <summary>Computes one metric for each context.</summary>
    /// <param name="pid">The project.</param>
    /// <param name="metric">The metric's id, e.g. <c>uni</c>.</param>
    /// <param name="contexts">What to compute it on.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Key and number per context, in the order asked.</returns>
    public async Task<IReadOnlyList<IReadOnlyDictionary<string, double>>> ExploreAsync(
        string pid, string metric, IReadOnlyList<MlContext> contexts, CancellationToken cancellationToken = default)
    {
        ApiRequest request = ApiRequest.Post("projects", pid, "explore").With(("metric", metric), ("returnProjectInfo", "false"));
        ApiAnswer answer = await _transport.SendAsync(request.WithJson(new ListBody<MlContext>(contexts)), cancellationToken);
        return answer.ReadList<IReadOnlyDictionary<string, double>>("KSVDMap");
    }

    /// <summary>Starts the build of a model.</summary>
    /// <param name="pid">The project.</param>
    /// <param name="modelId">The model's name; an existing one is replaced when the build succeeds.</param>
    /// <param name="algorithm">The algorithm's id, e.g. <c>mlr</c>.</param>
    /// <param name="context">Inputs, targets and parameters.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The job; see <see cref="WaitForJobAsync"/>.</returns>
    public async Task<long> BuildAsync(string pid, string modelId, string algorithm, MlContext context, CancellationToken cancellationToken = default)
    {
        ApiRequest request = ApiRequest.Post("projects", pid, "build").With(("modelid", modelId), ("algo", algorithm)).WithJson(context);
        ApiAnswer answer = await _transport.SendAsync(request, cancellationToken);
        return long.TryParse(answer.JobId, NumberStyles.None, CultureInfo.InvariantCulture, out long job)
            ? job
            : throw new FusionApiException("The answer has no sym-job-id header");
    }

    /// <summary>Waits until a job is finished.</summary>
    /// <returns>The job's result: the envelope's <c>values</c>.</returns>
    /// <exception cref="FusionApiException">The job failed, or is unknown.</exception>
    public async Task<JsonElement> WaitForJobAsync(long jobId, CancellationToken cancellationToken = default)
    {
        ApiRequest request = ApiRequest.Get("jobs", jobId.ToString(CultureInfo.InvariantCulture));
        for (TimeSpan pause = FirstPoll; ; pause = pause * 2 < _options.MaxPollInterval ? pause * 2 : _options.MaxPollInterval)
        {
            ApiAnswer answer = await _transport.SendAsync(request, cancellationToken);
            if (answer.StatusCode != 202) return answer.Values;
            await Task.Delay(pause, _options.TimeProvider, cancellationToken);
        }
    }

    /// <summary>How a model was built and what it is.</summary>
    public async Task<ModelInfo> ModelInfoAsync(string pid, string modelId, CancellationToken cancellationToken = default) =>
        (await _transport.SendAsync(ApiRequest.Get("projects", pid, "models", modelId), cancellationToken)).Read<ModelInfo>("modelInfo");

    /// <summary>Predicts every row of a frame; columns are matched by name, surplus ones ignored.</summary>
    /// <returns>Key and text per row, e.g. <c>res</c>; all texts, numbers in invariant format.</returns>
    public async Task<IReadOnlyList<IReadOnlyDictionary<string, string>>> PredictAsync(
        string pid, string modelId, Frame rows, CancellationToken cancellationToken = default)
    {
        ApiAnswer answer = await _transport.SendAsync(ApiRequest.Post("projects", pid, "predict", modelId).WithJson(rows), cancellationToken);
        return answer.ReadList<IReadOnlyDictionary<string, string>>("KSVSMap");
    }

    /// <summary>Creates a fusion project over cells.</summary>
    public Task CreateFusionAsync(string pid, IReadOnlyList<FusionCell> cells, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(ApiRequest.Post("projects", "fusion", "create").With(("pid", pid)).WithText(Encrypt(cells)), cancellationToken);

    /// <summary>Replaces a fusion project's cells.</summary>
    public Task UpdateCellsAsync(string pid, IReadOnlyList<FusionCell> cells, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(ApiRequest.Post("projects", "fusion", pid, "updateCellsInfo").WithText(Encrypt(cells)), cancellationToken);

    /// <summary>Asks cells whether they can be fused.</summary>
    /// <param name="pid">The fusion project.</param>
    /// <param name="cells">The cells to ask; null asks the project's own.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<FusionCellStatus>> CellsStatusAsync(
        string pid, IReadOnlyList<FusionCell>? cells = null, CancellationToken cancellationToken = default)
    {
        ApiRequest request = ApiRequest.Post("projects", "fusion", pid, "cellsStatus");
        ApiAnswer answer = await _transport.SendAsync(cells is null ? request : request.WithText(Encrypt(cells)), cancellationToken);
        string text = BodyCipher.Decrypt(answer.Read<string>("cellsStatusEncrypted"), _secretKey);
        return JsonSerializer.Deserialize<ListBody<FusionCellStatus>>(text, ApiJson.Options)?.Values ?? [];
    }

    /// <summary>The fingerprint of a project's statistics. A fusion project refreshes first.</summary>
    public async Task<ProjectDigest> DigestAsync(string pid, CancellationToken cancellationToken = default) =>
        (await _transport.SendAsync(ApiRequest.Get("projects", pid, "digest"), cancellationToken)).Read<ProjectDigest>("digest");

    private Task<ApiAnswer> UpdateAsync(string pid, string verb, Frame rows, string? idempotencyKey, CancellationToken cancellationToken) =>
        _transport.SendAsync(
            ApiRequest.Post("projects", pid, verb).WithJson(rows) with { IdempotencyKey = idempotencyKey ?? Guid.CreateVersion7().ToString("N") },
            cancellationToken);

    private string Encrypt(IReadOnlyList<FusionCell> cells) =>
        BodyCipher.Encrypt(JsonSerializer.Serialize(new ListBody<FusionCell>(cells), ApiJson.Options), _secretKey);

    private sealed record ListBody<T>(IReadOnlyList<T> Values);
}
