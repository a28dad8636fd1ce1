using System.Collections.Immutable;
using Fusion.Contracts.Ids;
using Fusion.Contracts.Projects;

namespace Fusion.Contracts.Protocols;

/// <summary>What a job accepts, answers and records. A job is one message to a project whose reply is kept until it is fetched or expires.</summary>
public static class JobProtocol
{
    /// <summary>May change state, may be refused.</summary>
    public interface ICommand : IJobMessage;

    /// <summary>Never changes state.</summary>
    public interface IQuery : IJobMessage;

    /// <summary>A fact, past tense.</summary>
    public interface IEvent : IJobMessage;

    /// <summary>Starts the job. Sent again it changes nothing.</summary>
    /// <param name="JobId">The job.</param>
    /// <param name="Type">What it does, e.g. <c>build</c>.</param>
    /// <param name="Kind">The region of the project that does the work.</param>
    /// <param name="Work">The message to that project; its reply is the job's result.</param>
    /// <param name="Details">What its owner is shown about it; null for nothing.</param>
    public sealed record StartJob(
        JobId JobId, string Type, ProjectKind Kind, IProjectMessage Work, ImmutableSortedDictionary<string, string>? Details = null) : ICommand;

    /// <summary>Starts a job whose work is done by the owner's catalogue. Sent again it changes nothing.</summary>
    /// <param name="JobId">The job.</param>
    /// <param name="Type">What it does, e.g. <c>info</c>.</param>
    /// <param name="Work">The message to the catalogue; its reply is the job's result.</param>
    /// <param name="Details">What its owner is shown about it; null for nothing.</param>
    public sealed record StartCatalogueJob(
        JobId JobId, string Type, ICustomerMessage Work, ImmutableSortedDictionary<string, string>? Details = null) : ICommand;

    /// <summary>Answers <see cref="StartJob"/> and <see cref="StartCatalogueJob"/> once the job is in the journal.</summary>
    public sealed record JobStarted(JobId JobId) : IReply;

    /// <summary>Asks how the job is.</summary>
    public sealed record GetJob(JobId JobId) : IQuery;

    /// <summary>Answers <see cref="GetJob"/>: not done yet.</summary>
    public sealed record JobRunning(JobInfo Info) : IReply;

    /// <summary>Answers <see cref="GetJob"/>: done, with what the work replied.</summary>
    public sealed record JobFinished(JobInfo Info, IReply Result) : IReply;

    /// <summary>Asks how the job is, without its result.</summary>
    public sealed record DescribeJob(JobId JobId) : IQuery;

    /// <summary>Answers <see cref="DescribeJob"/>, done or not.</summary>
    public sealed record JobDescribed(JobInfo Info) : IReply;

    /// <summary>Asks to be told with <see cref="JobDescribed"/> when the job has ended.</summary>
    public sealed record AwaitJob(JobId JobId) : IQuery;

    /// <summary>Ends the job without a result.</summary>
    public sealed record CancelJob(JobId JobId) : ICommand;

    /// <summary>Answers <see cref="CancelJob"/>.</summary>
    public sealed record JobCancelled(JobId JobId) : IReply;

    /// <summary>Answers <see cref="CancelJob"/>: too late, it is done.</summary>
    public sealed record JobNotCancellable(JobId JobId) : IReply;

    /// <summary>Wakes a job after a restart so that it ends or expires without being asked.</summary>
    public sealed record WakeJob(JobId JobId) : ICommand;

    /// <summary>The job was accepted.</summary>
    /// <param name="JobId">The job.</param>
    /// <param name="Type">What it does.</param>
    /// <param name="At">When.</param>
    /// <param name="Details">What its owner is shown about it; null for nothing.</param>
    /// <param name="Maximum">All its work as far as known then; 0 where that was not kept.</param>
    public sealed record JobOpened(
        JobId JobId, string Type, DateTimeOffset At, ImmutableSortedDictionary<string, string>? Details = null, long Maximum = 0) : IEvent;

    /// <summary>The job ended with this reply of its work.</summary>
    /// <param name="JobId">The job.</param>
    /// <param name="Result">The reply.</param>
    /// <param name="At">When.</param>
    /// <param name="Progress">How far it came; null where that was not kept.</param>
    public sealed record JobClosed(JobId JobId, IReply Result, DateTimeOffset At, JobProgress? Progress = null) : IEvent;
}
