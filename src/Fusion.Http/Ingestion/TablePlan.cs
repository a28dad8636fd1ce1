using System.Collections.Immutable;
using Fusion.Contracts.Projects;
using Fusion.Contracts.Protocols;
using Fusion.Statistics;
using Fusion.Statistics.Frames;

namespace Fusion.Http.Ingestion;

/// <summary>How the rows of one body are read.</summary>
internal sealed class TablePlan
{
    private readonly IngestionProtocol.IngestionPlanFound? _cell;

    /// <summary>As a cell reads them.</summary>
    /// <param name="cell">What the cell says.</param>
    public TablePlan(IngestionProtocol.IngestionPlanFound cell)
        : this(cell, LearningOptions.Of(cell.Settings), cell.ToEncodeOptions())
    {
    }

    private TablePlan(IngestionProtocol.IngestionPlanFound? cell, LearningOptions? learning, EncodeOptions limits)
    {
        _cell = cell;
        Learning = learning ?? new LearningOptions();
        Catalog = cell?.ToCatalog() ?? AttributeCatalog.Empty;
        Limits = limits;
    }

    /// <summary>As texts, for whoever learns nothing from them.</summary>
    public static TablePlan Texts { get; } = new(null, null, EncodeOptions.Default);

    /// <summary>What the cell says.</summary>
    /// <exception cref="InvalidOperationException">No cell reads the rows.</exception>
    public IngestionProtocol.IngestionPlanFound Cell => _cell ?? throw new InvalidOperationException("These rows are read for no cell");

    /// <summary>How the cell learns.</summary>
    public LearningOptions Learning { get; }

    /// <summary>What is known at the start.</summary>
    public AttributeCatalog Catalog { get; }

    /// <summary>Limits.</summary>
    public EncodeOptions Limits { get; }

    /// <summary>Whether one bad row declines all rows.</summary>
    public bool IsAllOrNothing => _cell?.Settings.LearnMerge == true;

    /// <summary>Whether bad rows are left out and the others count; null while that is still to be read.</summary>
    public bool? SkipsBadRows(ITable table) => IsAllOrNothing ? false : table.ErrorHandling is { } handling ? handling == DataFrame.SkipBadRows : null;

    /// <summary>The attributes of a table of numbers that can be added up as they are; null of any other.</summary>
    /// <param name="names">The columns.</param>
    /// <param name="types">Their types; null while they are not known.</param>
    /// <exception cref="FrameException">A name is not possible.</exception>
    public ImmutableArray<AttributeInfo>? NumbersOf(ImmutableArray<string> names, ImmutableArray<ColumnType>? types) =>
        _cell is not null && Learning.TakesNumbersAsSent && types is { } known && names.Length > 0
            ? FrameEncoder.NumbersOf(names, known, Catalog, Limits)
            : null;
}
