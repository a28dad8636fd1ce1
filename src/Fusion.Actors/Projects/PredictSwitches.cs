using Fusion.Contracts.Projects;

namespace Fusion.Actors.Projects;

/// <summary>What decides how rows are predicted.</summary>
/// <param name="Settings">The project's, which say what it makes of a frame.</param>
/// <param name="Answers">The node's.</param>
internal sealed record PredictSwitches(ProjectSettings Settings, AnswerOptions Answers);
