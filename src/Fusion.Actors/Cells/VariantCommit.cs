using Fusion.Contracts.Projects;
using Fusion.Statistics;

namespace Fusion.Actors.Cells;

/// <summary>What the batches of one commit do to a cell that keeps more than its statistics.</summary>
/// <param name="Delta">What is added to the statistics.</param>
/// <param name="Change">What is recorded beside it.</param>
/// <param name="Next">What is kept then.</param>
internal sealed record VariantCommit(SufficientStatistics Delta, CellVariant.Change Change, VariantState Next);
