using System.Collections.Immutable;
using Fusion.Contracts.Ids;
using Fusion.Contracts.Projects;

namespace Fusion.Contracts.Protocols;

/// <summary>What a project accepts, answers and records about its life beyond <see cref="ProjectProtocol"/>.</summary>
public static class LifeCycleProtocol
{
    /// <summary>Makes all that was acknowledged durable; needed by a project that does not save by itself.</summary>
    public sealed record SaveProject(ProjectId ProjectId) : ProjectProtocol.ICommand;

    /// <summary>Refuses updates from now on, or accepts them again.</summary>
    public sealed record SetFrozen(ProjectId ProjectId, bool Frozen) : ProjectProtocol.ICommand;

    /// <summary>Counts the values of attributes from now on, or no longer. What was learned before is not counted later.</summary>
    /// <param name="ProjectId">The project.</param>
    /// <param name="Enabled">Whether to count.</param>
    /// <param name="Window">Values to keep, as asked for; positive.</param>
    public sealed record SetHistogram(ProjectId ProjectId, bool Enabled, long Window) : ProjectProtocol.ICommand;

    /// <summary>Leaves memory once what is under way has ended; the next message brings the project back. One that is not persisted is lost.</summary>
    public sealed record UnloadProject(ProjectId ProjectId) : ProjectProtocol.ICommand;

    /// <summary>Adds the statistics that another project has now. Sent again under the same attempt they count once.</summary>
    public sealed record MergeProject(ProjectId ProjectId, AttemptId AttemptId, ProjectEntry Other) : ProjectProtocol.ICommand;

    /// <summary>Answers each of these commands once what it changed is durable.</summary>
    public sealed record CarriedOut(ProjectId ProjectId) : IReply;

    /// <summary>Tells a project the name it has in the catalogue now.</summary>
    public sealed record SetName(ProjectId ProjectId, ProjectName Name) : ProjectProtocol.ICommand;

    /// <summary>Answers <see cref="SetName"/>.</summary>
    public sealed record NameSet(ProjectId ProjectId, ProjectName Name) : IReply;

    /// <summary>Asks for all that the project has learned and built, as text that an import takes.</summary>
    public sealed record ExportProject(ProjectId ProjectId) : ProjectProtocol.IQuery;

    /// <summary>Answers <see cref="ExportProject"/>, Base64.</summary>
    public sealed record ProjectExported(ProjectId ProjectId, string Text) : IReply;

    /// <summary>Makes a cell of what another has learned and built. Sent again it changes nothing.</summary>
    public sealed record ImportCell(ProjectId ProjectId, ProjectContent Content) : ProjectProtocol.ICommand;

    /// <summary>Asks for the learn and forget calls so far.</summary>
    public sealed record GetUpdateLog(ProjectId ProjectId) : ProjectProtocol.IQuery;

    /// <summary>Answers <see cref="GetUpdateLog"/>, longest unused first.</summary>
    public sealed record UpdateLogFound(ProjectId ProjectId, ImmutableArray<UpdateLogLine> Lines) : IReply;

    /// <summary>Updates are refused, or accepted again.</summary>
    public sealed record FreezeChanged(ProjectId ProjectId, bool Frozen) : ProjectProtocol.IEvent;

    /// <summary>The project has another name.</summary>
    public sealed record NameChanged(ProjectId ProjectId, ProjectName Name) : ProjectProtocol.IEvent;

    /// <summary>Values are counted from here on, or no longer.</summary>
    public sealed record HistogramSwitched(ProjectId ProjectId, bool Enabled, long Window) : ProjectProtocol.IEvent;

    /// <summary>The cell began with what another has learned and built.</summary>
    public sealed record CellImported(ProjectId ProjectId, ProjectContent Content, DateTimeOffset At) : ProjectProtocol.IEvent;

    /// <summary>Calls that changed nothing were logged.</summary>
    public sealed record CallsLogged(ProjectId ProjectId, ImmutableArray<UpdateLogLine> Lines) : ProjectProtocol.IEvent;
}
