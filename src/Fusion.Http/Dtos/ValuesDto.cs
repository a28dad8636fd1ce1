using System.Text.Json.Serialization;

namespace Fusion.Http.Dtos;

/// <summary>The entities of an answer, each under its fixed key.</summary>
internal sealed record ValuesDto
{
    /// <summary>No entity.</summary>
    public static readonly ValuesDto None = new();

    /// <summary>Of a signature that does not match: what the server computed.</summary>
    public string? StringToSign { get; init; }

    /// <summary>A list of names.</summary>
    public ListDto<string>? StringList { get; init; }

    /// <summary>A project.</summary>
    public ProjectInfoDto? SmlInfo { get; init; }

    /// <summary>All projects.</summary>
    public ListDto<ProjectInfoDto>? SmlInfoList { get; init; }

    /// <summary>What the server offers to projects.</summary>
    public ProjectOptionsDto? SmlOptions { get; init; }

    /// <summary>The same under the key that samples print.</summary>
    [JsonPropertyName("Options")]
    public ProjectOptionsDto? Options { get; init; }

    /// <summary>A text: an exported project or model, or a model as code.</summary>
    public string? String { get; init; }

    /// <summary>Keys and numbers, one map per question.</summary>
    [JsonPropertyName("KSVDMap")]
    public ListDto<NumberMap>? NumberMaps { get; init; }

    /// <summary>The same without each cell of a fusion project in turn.</summary>
    public ListDto<LeftOutDto>? LeaveOneOut { get; init; }

    /// <summary>Keys and texts, one map per row.</summary>
    [JsonPropertyName("KSVSMap")]
    public ListDto<TextMap>? TextMaps { get; init; }

    /// <summary>A table.</summary>
    public DataFrameDto? Dataframe { get; init; }

    /// <summary>Eigenvectors.</summary>
    public DataFrameDto? PcaVectors { get; init; }

    /// <summary>Eigenvalues.</summary>
    public DataFrameDto? PcaValues { get; init; }

    /// <summary>Their sum.</summary>
    public double? PcaSumValues { get; init; }

    /// <summary>Histograms, one per question.</summary>
    public ListDto<DensityDto>? DensityList { get; init; }

    /// <summary>Folds of a cross-validation.</summary>
    public ListDto<FoldDto>? Folds { get; init; }

    /// <summary>A model.</summary>
    public ModelInfoDto? ModelInfo { get; init; }

    /// <summary>A job that is still running.</summary>
    [JsonPropertyName("jobinfo")]
    public JobInfoDto? JobInfo { get; init; }

    /// <summary>All jobs of the caller.</summary>
    public ListDto<JobInfoDto>? JobInfoList { get; init; }

    /// <summary>Ciphertext of the states of cells.</summary>
    public string? CellsStatusEncrypted { get; init; }

    /// <summary>The same under its other documented name.</summary>
    public string? CellsStatus { get; init; }

    /// <summary>What a project's statistics add up to.</summary>
    public DigestDto? Digest { get; init; }
}
