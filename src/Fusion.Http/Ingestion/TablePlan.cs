using System.Collections.Immutable;
using Fusion.Contracts.Projects;
using Fusion.Contracts.Protocols;
using Fusion.Statistics;
using Fusion.Statistics.Frames;

namespace Fusion.Http.Ingestion;

/// <summary>How a cell reads the rows of one body.</summary>
/// <param name="cell">What the cell says.</param>
/// <param name="errorHandling">What the sender wants done about bad rows, see <see cref="DataFrame.ErrorHandling"/>.</param>
internal sealed class TablePlan(IngestionProtocol.IngestionPlanFound cell, int errorHandling)
{
    /// <summary>What the cell says.</summary>
    public IngestionProtocol.IngestionPlanFound Cell => cell;

    /// <summary>How the cell learns.</summary>
    public LearningOptions Learning { get; } = LearningOptions.Of(cell.Settings);

    /// <summary>What is known at the start.</summary>
    public AttributeCatalog Catalog { get; } = cell.ToCatalog();

    /// <summary>Limits.</summary>
    public EncodeOptions Limits { get; } = cell.ToEncodeOptions();

    /// <summary>What is done about bad rows, as frames say it.</summary>
    public int ErrorHandling => errorHandling;

    /// <summary>Whether bad rows are left out and the others count.</summary>
    public bool SkipsBadRows => errorHandling == DataFrame.SkipBadRows && !cell.Settings.LearnMerge;

    /// <summary>The attributes of a table of numbers that can be added up as they are; null of any other.</summary>
    /// <param name="names">The columns.</param>
    /// <param name="types">Their types; null while they are not known.</param>
    /// <exception cref="FrameException">A name is not possible.</exception>
    public ImmutableArray<AttributeInfo>? NumbersOf(ImmutableArray<string> names, ImmutableArray<ColumnType>? types) =>
        Learning.TakesNumbersAsSent && types is { } known && names.Length > 0 ? FrameEncoder.NumbersOf(names, known, Catalog, Limits) : null;
}
