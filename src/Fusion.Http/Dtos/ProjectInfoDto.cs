using System.Collections.Immutable;

namespace Fusion.Http.Dtos;

/// <summary>A project as clients see it.</summary>
internal sealed record ProjectInfoDto
{
    /// <summary>The name.</summary>
    public required string Pid { get; init; }

    /// <summary>As requested at creation; <c>fusion</c> of a fusion project.</summary>
    public required string Type { get; init; }

    /// <summary>The attributes in index order; a category's as <c>name$value</c>.</summary>
    public required ImmutableArray<string> AttributeNames { get; init; }

    /// <summary>Their letters, parallel.</summary>
    public required ImmutableArray<string> AttributeTypes { get; init; }

    /// <summary>Their indexes, parallel: 0, 1, 2, …</summary>
    public required ImmutableArray<int> AttributeIndexes { get; init; }

    /// <summary>Names of the models.</summary>
    public required ImmutableArray<string> ModelsList { get; init; }

    /// <summary>Their algorithms, parallel.</summary>
    public required ImmutableArray<string> ModelTypeList { get; init; }

    /// <summary>Attached data sources.</summary>
    public ImmutableArray<string> DsList { get; init; } = [];

    /// <summary>Attached streams.</summary>
    public ImmutableArray<string> Streams { get; init; } = [];

    /// <summary>Of a partition project, or a fusion of such: the column it is split by.</summary>
    public string? PartitionColumn { get; init; }

    /// <summary>Creation parameters and what the server adds to them.</summary>
    public required IReadOnlyDictionary<string, string> Params { get; init; }

    /// <summary>Epoch milliseconds.</summary>
    public required long CreationDate { get; init; }

    /// <summary>Epoch milliseconds of the last change of the statistics.</summary>
    public required long LastModificationDate { get; init; }

    /// <summary>Whether the project is in memory: one that answers is.</summary>
    public required bool Loaded { get; init; }

    /// <summary>Whether the project survives a restart.</summary>
    public required bool Persisted { get; init; }

    /// <summary>Whether histograms were asked for.</summary>
    public required bool HistogramEnabled { get; init; }

    /// <summary>Whether every update is persisted at once; else only a save persists.</summary>
    public required bool AutoSave { get; init; }

    /// <summary>Unused.</summary>
    public int Hash { get; init; } = -1;

    /// <summary>Whether there are changes that only a save persists.</summary>
    public required bool IsDirty { get; init; }

    /// <summary>Unused.</summary>
    public EmptyDto ModelAssessments { get; init; } = new();

    /// <summary>Unused.</summary>
    public EmptyDto ModelPredictions { get; init; } = new();

    /// <summary>What separates a category column from its value.</summary>
    public string CategorySeparator { get; init; } = "$";

    /// <summary>Of a fusion project: ciphertext of its cells.</summary>
    public string? FusionCellInfo { get; init; }

    /// <summary>Of a fusion project: its cells.</summary>
    public CellListDto? FusionCellInfoList { get; init; }
}
