using System.Collections.Immutable;
using Fusion.Contracts.Ids;
using Fusion.Statistics.Frames;

namespace Fusion.Contracts.Protocols;

/// <summary>What a cell accepts to predict and learn the same rows.</summary>
public static class LearnPredictProtocol
{
    /// <summary>
    /// Predicts and learns the rows of a frame; answered by <see cref="ProjectProtocol.Predicted"/> once the rows are durable. Rows that can't be learned
    /// decline the whole. Sent again under the same attempt the rows count once.
    /// </summary>
    /// <param name="ProjectId">The cell.</param>
    /// <param name="AttemptId">The key of the batch.</param>
    /// <param name="ModelId">The model that predicts.</param>
    /// <param name="Frame">The rows.</param>
    /// <param name="Plan">In which order, and what is answered.</param>
    /// <param name="Source">Who sent them: client label and address.</param>
    public sealed record LearnPredict(
        ProjectId ProjectId, AttemptId AttemptId, ModelId ModelId, DataFrame Frame, LearnPredictPlan Plan, string Source) : ProjectProtocol.ICommand;

    /// <summary>How rows are predicted and learned.</summary>
    /// <param name="PredictFirst">Whether the model predicts as it was before the rows were learned.</param>
    /// <param name="Rebuild">Whether the model is built again, as it was asked for, once the rows are learned.</param>
    /// <param name="KeepColumns">Columns of the frame that are copied into each result.</param>
    public sealed record LearnPredictPlan(bool PredictFirst, bool Rebuild, ImmutableArray<string> KeepColumns);
}
