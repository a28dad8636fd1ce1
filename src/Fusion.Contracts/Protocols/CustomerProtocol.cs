using System.Collections.Immutable;
using Fusion.Contracts.Ids;
using Fusion.Contracts.Projects;

namespace Fusion.Contracts.Protocols;

/// <summary>What a customer's catalogue accepts, answers and records.</summary>
public static class CustomerProtocol
{
    /// <summary>May change state, may be refused.</summary>
    public interface ICommand : ICustomerMessage;

    /// <summary>Never changes state.</summary>
    public interface IQuery : ICustomerMessage;

    /// <summary>A fact, past tense.</summary>
    public interface IEvent : ICustomerMessage;

    /// <summary>Reserves a name and creates the project behind it.</summary>
    /// <param name="CustomerId">The owner.</param>
    /// <param name="AttemptId">The caller's key: sent again it answers as the first time.</param>
    /// <param name="Name">The name; taken → refused.</param>
    /// <param name="Kind">Cell or fusion.</param>
    /// <param name="Settings">What is fixed at creation.</param>
    /// <param name="Cells">The cells of a fusion; empty for a cell.</param>
    public sealed record CreateProject(
        CustomerId CustomerId,
        AttemptId AttemptId,
        ProjectName Name,
        ProjectKind Kind,
        ProjectSettings Settings,
        ImmutableArray<CellLogin> Cells) : ICommand;

    /// <summary>Answers <see cref="CreateProject"/> once the project exists.</summary>
    public sealed record ProjectCreated(CustomerId CustomerId, ProjectId ProjectId) : IReply;

    /// <summary>Frees a name and erases the project behind it.</summary>
    public sealed record DeleteProject(CustomerId CustomerId, AttemptId AttemptId, ProjectName Name) : ICommand;

    /// <summary>Answers <see cref="DeleteProject"/>: the name is free.</summary>
    public sealed record ProjectDeleted(CustomerId CustomerId, ProjectName Name) : IReply;

    /// <summary>A project that was not persisted has lost its memory and takes its name with it.</summary>
    public sealed record ForgetProject(CustomerId CustomerId, ProjectId ProjectId) : ICommand;

    /// <summary>Gives a project another name. Sent again under the same attempt it answers as the first time.</summary>
    public sealed record RenameProject(CustomerId CustomerId, AttemptId AttemptId, ProjectName Name, ProjectName NewName) : ICommand;

    /// <summary>Answers <see cref="RenameProject"/> once catalogue and project know the name.</summary>
    public sealed record ProjectRenamed(CustomerId CustomerId, ProjectName NewName) : IReply;

    /// <summary>Makes a project of an exported text; all or nothing.</summary>
    /// <param name="CustomerId">The owner.</param>
    /// <param name="AttemptId">The caller's key: sent again it answers as the first time.</param>
    /// <param name="Name">The name; taken → refused.</param>
    /// <param name="Persist">Whether the project survives the process.</param>
    /// <param name="Text">What an export answered.</param>
    public sealed record ImportProject(CustomerId CustomerId, AttemptId AttemptId, ProjectName Name, bool Persist, string Text) : ICommand;

    /// <summary>Answers <see cref="ImportProject"/> once the project exists.</summary>
    public sealed record ProjectImported(CustomerId CustomerId, ProjectId ProjectId) : IReply;

    /// <summary>Asks what all projects say about themselves. None refreshes.</summary>
    public sealed record GetProjectInfos(CustomerId CustomerId) : IQuery;

    /// <summary>Answers <see cref="GetProjectInfos"/>, by name.</summary>
    public sealed record ProjectInfosFound(CustomerId CustomerId, ImmutableArray<ProjectInfo> Infos) : IReply;

    /// <summary>Asks which project a name stands for.</summary>
    public sealed record FindProject(CustomerId CustomerId, ProjectName Name) : IQuery;

    /// <summary>Answers <see cref="FindProject"/>.</summary>
    public sealed record ProjectFound(CustomerId CustomerId, ProjectEntry Entry) : IReply;

    /// <summary>Asks for all projects.</summary>
    public sealed record ListProjects(CustomerId CustomerId) : IQuery;

    /// <summary>Answers <see cref="ListProjects"/>, by name.</summary>
    public sealed record ProjectsListed(CustomerId CustomerId, ImmutableArray<ProjectEntry> Projects) : IReply;

    /// <summary>Takes the next job number.</summary>
    public sealed record AllocateJob(CustomerId CustomerId, AttemptId AttemptId) : ICommand;

    /// <summary>Answers <see cref="AllocateJob"/>.</summary>
    public sealed record JobAllocated(CustomerId CustomerId, JobId JobId) : IReply;

    /// <summary>A job no longer runs; its result can be fetched.</summary>
    public sealed record JobEnded(CustomerId CustomerId, JobId JobId) : ICommand;

    /// <summary>Asks for all jobs that may still answer.</summary>
    public sealed record ListJobs(CustomerId CustomerId) : IQuery;

    /// <summary>Answers <see cref="ListJobs"/>, by number.</summary>
    public sealed record JobsListed(CustomerId CustomerId, ImmutableArray<JobId> Jobs) : IReply;

    /// <summary>A job and its result are gone.</summary>
    public sealed record ReleaseJob(CustomerId CustomerId, JobId JobId) : ICommand;

    /// <summary>A name was taken.</summary>
    public sealed record ProjectRegistered(
        CustomerId CustomerId,
        ProjectId ProjectId,
        ProjectKind Kind,
        ProjectSettings Settings,
        ImmutableArray<CellLogin> Cells,
        AttemptId AttemptId,
        bool Imported = false) : IEvent;

    /// <summary>The project behind a name exists.</summary>
    public sealed record ProjectActivated(CustomerId CustomerId, ProjectId ProjectId) : IEvent;

    /// <summary>A name was freed; the project behind it is still to be erased.</summary>
    public sealed record ProjectRemoved(CustomerId CustomerId, ProjectId ProjectId, ProjectKind Kind) : IEvent;

    /// <summary>The project behind a freed name is gone.</summary>
    public sealed record ProjectErased(CustomerId CustomerId, ProjectId ProjectId) : IEvent;

    /// <summary>A project was given another name; the project is still to be told.</summary>
    public sealed record NameGiven(CustomerId CustomerId, ProjectId ProjectId, ProjectName Name, AttemptId AttemptId) : IEvent;

    /// <summary>The project knows its name.</summary>
    public sealed record NameKnown(CustomerId CustomerId, ProjectId ProjectId) : IEvent;

    /// <summary>A job number was taken.</summary>
    public sealed record JobNumberTaken(CustomerId CustomerId, long Number) : IEvent;

    /// <summary>A job is gone.</summary>
    public sealed record JobReleased(CustomerId CustomerId, long Number) : IEvent;

    /// <summary>One project of the catalogue with what is needed to finish an interrupted creation or removal.</summary>
    /// <param name="ProjectId">The project.</param>
    /// <param name="Kind">Cell or fusion.</param>
    /// <param name="Settings">As created.</param>
    /// <param name="Cells">Of a fusion not yet created: its cells; later empty, the fusion keeps its own list.</param>
    /// <param name="AttemptId">The key it was created under.</param>
    /// <param name="Stage">How far creation or removal has come.</param>
    /// <param name="Imported">Whether it is made of an exported text, which the catalogue does not keep: an interrupted import is undone.</param>
    /// <param name="Naming">The name given later; null while it has that of its creation.</param>
    public sealed record CatalogueEntry(
        ProjectId ProjectId,
        ProjectKind Kind,
        ProjectSettings Settings,
        ImmutableArray<CellLogin> Cells,
        AttemptId AttemptId,
        CatalogueStage Stage,
        bool Imported = false,
        CatalogueNaming? Naming = null)
    {
        /// <summary>The name its owner knows it by.</summary>
        public ProjectName Name => Naming?.Name ?? ProjectId.Name;
    }

    /// <summary>Everything a customer is, as kept in the snapshot store.</summary>
    public sealed record CustomerSnapshot(
        CustomerId CustomerId,
        ImmutableArray<CatalogueEntry> Projects,
        ImmutableSortedDictionary<string, int> NextGenerations,
        ImmutableArray<long> Jobs,
        long LastJobNumber) : IEvent;
}
