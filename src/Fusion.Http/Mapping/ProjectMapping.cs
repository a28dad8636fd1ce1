using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Fusion.Contracts.Projects;
using Fusion.Http.Authentication;
using Fusion.Http.Dtos;
using Fusion.Http.Encryption;
using Fusion.Models;
using Fusion.Statistics;

namespace Fusion.Http.Mapping;

/// <summary>From projects, cells and jobs to what clients see of them.</summary>
internal static class ProjectMapping
{
    private const string FetchErrorParameter = "fusion_fetch_error";
    private const string FrozenParameter = "sml_project_is_freeze";
    private const string WindowParameter = "histogram_window";

    /// <summary>A project.</summary>
    public static ProjectInfoDto ToDto(this ProjectInfo info, Caller caller)
    {
        CellListDto? cells = info.Kind == ProjectKind.Fusion ? Cells(info) : null;
        return new ProjectInfoDto
        {
            Pid = info.Name.Value,
            Type = info.Settings.Type,
            AttributeNames = [.. info.Schema.Select(attribute => attribute.Name)],
            AttributeTypes = [.. info.Schema.Select(attribute => attribute.Kind == AttributeKind.Continuous ? "C" : "B")],
            AttributeIndexes = [.. Enumerable.Range(0, info.Schema.Count)],
            ModelsList = [.. info.Models.Select(model => model.ModelId)],
            ModelTypeList = [.. info.Models.Select(model => model.Algorithm)],
            PartitionColumn = info.Kind == ProjectKind.Fusion || info.Settings.Type == LearningOptions.PartitionType
                ? info.Settings.Parameters.GetValueOrDefault(LearningOptions.PartitionParameter)
                : null,
            Params = Parameters(info),
            CreationDate = info.CreatedAt.ToUnixTimeMilliseconds(),
            LastModificationDate = info.ModifiedAt.ToUnixTimeMilliseconds(),
            Loaded = !info.IsSilent,
            Persisted = info.Settings.Persist,
            HistogramEnabled = info.Settings.Histogram,
            AutoSave = info.Settings.AutoSave,
            IsDirty = info.IsDirty,
            FusionCellInfo = cells is null ? null : Encrypt(cells, CipherJson.Default.CellListDto, caller),
            FusionCellInfoList = cells,
        };
    }

    /// <summary>The states of cells as ciphertext.</summary>
    /// <exception cref="InvalidRequestException">The caller's key is no AES key.</exception>
    public static string ToCiphertext(this ImmutableArray<CellStatus> cells, Caller caller)
    {
        var list = new CellStatusListDto([.. cells.Select(ToDto)]);
        return Encrypt(list, CipherJson.Default.CellStatusListDto, caller)
            ?? throw new InvalidRequestException("The answer can't be encrypted: your secret key is no AES key of 16, 24 or 32 bytes");
    }

    /// <summary>A job.</summary>
    public static JobInfoDto ToDto(this JobInfo job) => new()
    {
        JobId = job.Number,
        JobType = job.Type,
        Owner = job.Owner,
        StartingDate = job.StartedAt.ToUnixTimeMilliseconds(),
        Current = job.Current,
        Maximum = job.Maximum,
        IsStarted = job.IsStarted,
        IsDone = job.IsDone,
        Details = job.Details ?? ImmutableSortedDictionary<string, string>.Empty,
    };

    private static CellListDto Cells(ProjectInfo info) => new([.. info.Cells.Select(cell => new CellDto(cell.Host, cell.Customer, cell.Project))]);

    private static CellStatusDto ToDto(CellStatus cell) => new(cell.Address.Host, cell.Address.Customer, cell.Status, cell.Address.Project);

    private static string? Encrypt<T>(T entity, JsonTypeInfo<T> type, Caller caller) =>
        BodyCipher.TryEncrypt(caller.SecretKey, JsonSerializer.SerializeToUtf8Bytes(entity, type));

    private static ImmutableSortedDictionary<string, string> Parameters(ProjectInfo info)
    {
        ProjectCondition condition = info.Condition ?? ProjectCondition.Initial;
        ImmutableSortedDictionary<string, string> parameters = info.Settings.Parameters.SetItem(FrozenParameter, condition.IsFrozen ? "true" : "false");
        if (condition.HistogramWindow is { } window) parameters = parameters.SetItem(WindowParameter, FormattableString.Invariant($"{window}"));
        return info.FetchError.Length == 0 ? parameters : parameters.SetItem(FetchErrorParameter, info.FetchError);
    }
}
