using Fusion.Contracts.Ids;
using Fusion.Models;

namespace Fusion.Contracts.Protocols;

/// <summary>What every project answers about how well a kind of model would predict rows it has not seen.</summary>
public static class ValidationProtocol
{
    /// <summary>Asks for a cross-validation: of a fusion project by its cells, of a cell by the rows between its snapshots.</summary>
    /// <param name="ProjectId">The project.</param>
    /// <param name="Algorithm">The kind of model.</param>
    /// <param name="Context">Attributes and parameters.</param>
    /// <param name="Folds">How many folds the blocks of a cell are dealt to; null for each block a fold.</param>
    public sealed record CrossValidate(ProjectId ProjectId, string Algorithm, MlContext Context, int? Folds) : ExplorationProtocol.IQuestion;

    /// <summary>Answers <see cref="CrossValidate"/>.</summary>
    public sealed record CrossValidated(CrossValidationResult Result) : IReply;
}
