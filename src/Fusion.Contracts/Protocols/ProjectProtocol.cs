using System.Collections.Immutable;
using Fusion.Contracts.Ids;
using Fusion.Contracts.Projects;
using Fusion.Models;
using Fusion.Statistics;
using Fusion.Statistics.Frames;

namespace Fusion.Contracts.Protocols;

/// <summary>What every project, cell or fusion, accepts, answers and records.</summary>
public static class ProjectProtocol
{
    /// <summary>May change state, may be refused.</summary>
    public interface ICommand : IProjectMessage;

    /// <summary>Never changes state.</summary>
    public interface IQuery : IProjectMessage;

    /// <summary>A fact, past tense.</summary>
    public interface IEvent : IProjectMessage;

    /// <summary>Asks what the project holds. A fusion project refreshes first.</summary>
    /// <param name="ProjectId">The project.</param>
    /// <param name="AsIs">Whether a fusion project answers without a refresh.</param>
    public sealed record GetProjectInfo(ProjectId ProjectId, bool AsIs = false) : IQuery;

    /// <summary>Answers <see cref="GetProjectInfo"/>.</summary>
    public sealed record ProjectInfoFound(ProjectInfo Info) : IReply;

    /// <summary>Asks one metric for each context. A fusion project refreshes first.</summary>
    /// <param name="ProjectId">The project.</param>
    /// <param name="Metric">A metric id, e.g. <c>uni</c>.</param>
    /// <param name="Contexts">What to compute it on; one result each, in this order.</param>
    /// <param name="OmitInfo">Whether the caller is not shown the project.</param>
    /// <param name="LeaveOneOut">Whether a fusion project answers without each of its cells in turn, too.</param>
    public sealed record Explore(
        ProjectId ProjectId, string Metric, ImmutableArray<MlContext> Contexts, bool OmitInfo = false, bool LeaveOneOut = false)
        : ExplorationProtocol.IQuestion;

    /// <summary>Answers <see cref="Explore"/>: a list of key and value per context, and the project they were read from.</summary>
    /// <param name="Results">The results.</param>
    /// <param name="Info">The project.</param>
    /// <param name="OmitInfo">As asked.</param>
    /// <param name="LeftOut">The results without each cell in turn; null when that was not asked.</param>
    public sealed record Explored(
        ImmutableArray<ImmutableArray<KeyValuePair<string, double>>> Results,
        ProjectInfo Info,
        bool OmitInfo = false,
        ImmutableArray<ExplorationProtocol.LeftOut>? LeftOut = null) : IReply;

    /// <summary>Asks the digest of the statistics. A fusion project refreshes first.</summary>
    public sealed record GetDigest(ProjectId ProjectId) : IQuery;

    /// <summary>Answers <see cref="GetDigest"/>.</summary>
    /// <param name="Digest">Lower-case hex of the SHA-256 of the canonical form.</param>
    /// <param name="Rows">Rows in the statistics.</param>
    /// <param name="Attributes">Attributes in the statistics.</param>
    public sealed record DigestFound(string Digest, long Rows, int Attributes) : IReply;

    /// <summary>Asks for the statistics, as a fusion project does.</summary>
    /// <param name="ProjectId">The cell.</param>
    /// <param name="KnownVersion">The version the asker holds; null for none.</param>
    /// <param name="Via">The fusion projects this question has passed, so that a circle of fusions is refused.</param>
    /// <param name="Interval">Which rows are wanted; null for all.</param>
    public sealed record GetStatistics(ProjectId ProjectId, string? KnownVersion, ImmutableArray<ProjectId> Via, Interval? Interval = null) : IQuery;

    /// <summary>Answers <see cref="GetStatistics"/>: the whole statistics at a version.</summary>
    /// <param name="ProjectId">The project that answers.</param>
    /// <param name="Version">Names the statistics as they are.</param>
    /// <param name="Statistics">The statistics.</param>
    /// <param name="Histogram">Whether the project keeps histograms.</param>
    /// <param name="Sources">Every project whose rows are in the statistics or through which they came, the answering one first.</param>
    /// <param name="Variant">What a fusion needs beside the statistics; null of a plain project.</param>
    /// <param name="Exact">Of an interval: the moments for which the statistics are exact; null for all rows.</param>
    public sealed record StatisticsFound(
        ProjectId ProjectId,
        string Version,
        SufficientStatistics Statistics,
        bool Histogram,
        ImmutableArray<ProjectId> Sources,
        SharedVariant? Variant = null,
        Interval? Exact = null) : IReply;

    /// <summary>Answers <see cref="GetStatistics"/>: the asker's copy is current.</summary>
    public sealed record StatisticsUnchanged(ProjectId ProjectId, string Version) : IReply;

    /// <summary>Builds a model from the current statistics; a model of that name is replaced when, and only when, the build succeeds.</summary>
    /// <param name="ProjectId">The project.</param>
    /// <param name="AttemptId">The attempt; one that is under way is left to itself.</param>
    /// <param name="ModelId">The model.</param>
    /// <param name="Algorithm">The kind of model.</param>
    /// <param name="Context">Attributes and parameters.</param>
    /// <param name="Independent">Whether inputs that depend on others are left out.</param>
    /// <param name="Reduction">How inputs are chosen; null for all.</param>
    public sealed record BuildModel(
        ProjectId ProjectId,
        AttemptId AttemptId,
        ModelId ModelId,
        string Algorithm,
        MlContext Context,
        bool Independent = false,
        Reduction? Reduction = null) : ICommand;

    /// <summary>Checks a build without doing it, so that a wrong request is answered at once and not by a failed job.</summary>
    public sealed record CheckBuild(ProjectId ProjectId, string Algorithm, MlContext Context) : IQuery;

    /// <summary>Answers <see cref="CheckBuild"/>: the build may be started.</summary>
    public sealed record BuildPossible(ProjectId ProjectId) : IReply;

    /// <summary>Gives up the build of that attempt. The build then answers as refused; one that is being stored already answers as built.</summary>
    public sealed record CancelBuild(ProjectId ProjectId, AttemptId AttemptId) : ICommand;

    /// <summary>Answers <see cref="BuildModel"/> when the model is stored.</summary>
    public sealed record ModelBuilt(ProjectId ProjectId, ModelId ModelId) : IReply;

    /// <summary>Asks a model.</summary>
    public sealed record GetModel(ProjectId ProjectId, ModelId ModelId) : IQuery;

    /// <summary>Answers <see cref="GetModel"/>.</summary>
    public sealed record ModelFound(FittedModel Model) : IReply;

    /// <summary>Removes a model.</summary>
    public sealed record DeleteModel(ProjectId ProjectId, AttemptId AttemptId, ModelId ModelId) : ICommand;

    /// <summary>Answers <see cref="DeleteModel"/>.</summary>
    public sealed record ModelDeleted(ProjectId ProjectId, ModelId ModelId) : IReply;

    /// <summary>Predicts every row of a frame. Never refreshes: the model is what it was when built.</summary>
    /// <param name="ProjectId">The project.</param>
    /// <param name="ModelId">The model.</param>
    /// <param name="Frame">The rows.</param>
    /// <param name="Impute">Whether missing inputs are predicted from the others of their row instead of replaced by their mean.</param>
    public sealed record Predict(ProjectId ProjectId, ModelId ModelId, DataFrame Frame, bool Impute = false) : IQuery;

    /// <summary>Answers <see cref="Predict"/>: one list of key and text per row.</summary>
    public sealed record Predicted(ImmutableArray<ImmutableArray<KeyValuePair<string, string>>> Rows) : IReply;

    /// <summary>Erases the project and its journal.</summary>
    public sealed record EraseProject(ProjectId ProjectId) : ICommand;

    /// <summary>Answers <see cref="EraseProject"/>; also when there was nothing to erase.</summary>
    public sealed record Erased(ProjectId ProjectId) : IReply;

    /// <summary>Answers the command that created the project.</summary>
    public sealed record Created(ProjectId ProjectId) : IReply;

    /// <summary>A model was built or imported, and kept.</summary>
    public sealed record ModelStored(ProjectId ProjectId, FittedModel Model) : IEvent;

    /// <summary>A model was removed.</summary>
    public sealed record ModelRemoved(ProjectId ProjectId, ModelId ModelId) : IEvent;
}
