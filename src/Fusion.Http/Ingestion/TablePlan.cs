using System.Collections.Immutable;
using Fusion.Contracts.Projects;
using Fusion.Contracts.Protocols;
using Fusion.Statistics;
using Fusion.Statistics.Frames;

namespace Fusion.Http.Ingestion;

/// <summary>How a cell reads the rows of one body.</summary>
/// <param name="cell">What the cell says.</param>
internal sealed class TablePlan(IngestionProtocol.IngestionPlanFound cell)
{
    /// <summary>What the cell says.</summary>
    public IngestionProtocol.IngestionPlanFound Cell => cell;

    /// <summary>How the cell learns.</summary>
    public LearningOptions Learning { get; } = LearningOptions.Of(cell.Settings);

    /// <summary>What is known at the start.</summary>
    public AttributeCatalog Catalog { get; } = cell.ToCatalog();

    /// <summary>Limits.</summary>
    public EncodeOptions Limits { get; } = cell.ToEncodeOptions();

    /// <summary>Whether bad rows are left out and the others count; null while that is still to be read.</summary>
    public bool? SkipsBadRows(ITable table) => cell.Settings.LearnMerge ? false : table.ErrorHandling is { } handling ? handling == DataFrame.SkipBadRows : null;

    /// <summary>The attributes of a table of numbers that can be added up as they are; null of any other.</summary>
    /// <param name="names">The columns.</param>
    /// <param name="types">Their types; null while they are not known.</param>
    /// <exception cref="FrameException">A name is not possible.</exception>
    public ImmutableArray<AttributeInfo>? NumbersOf(ImmutableArray<string> names, ImmutableArray<ColumnType>? types) =>
        Learning.TakesNumbersAsSent && types is { } known && names.Length > 0 ? FrameEncoder.NumbersOf(names, known, Catalog, Limits) : null;
}
