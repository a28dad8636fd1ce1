using Fusion.Contracts.Ids;

namespace Fusion.Contracts.Protocols;

/// <summary>How a job has its work done: whoever does it tells how far it is, and stops when the job is cancelled.</summary>
public static class WorkProtocol
{
    /// <summary>Has a project do work for a job. It answers as the work does, and before that with <see cref="WorkAdvanced"/> as the work goes on.</summary>
    public sealed record DoWork(ProjectId ProjectId, JobId JobId, IProjectMessage Work) : ProjectProtocol.ICommand;

    /// <summary>Stops what a project does for a job; not answered.</summary>
    public sealed record CancelWork(ProjectId ProjectId, JobId JobId) : ProjectProtocol.ICommand;

    /// <summary>Has a catalogue do work for a job. It answers as the work does, and before that with <see cref="WorkAdvanced"/> as the work goes on.</summary>
    public sealed record DoCatalogueWork(CustomerId CustomerId, JobId JobId, ICustomerMessage Work) : CustomerProtocol.ICommand;

    /// <summary>Stops what a catalogue does for a job; not answered.</summary>
    public sealed record CancelCatalogueWork(CustomerId CustomerId, JobId JobId) : CustomerProtocol.ICommand;

    /// <summary>The work of a job has begun, or come further.</summary>
    /// <param name="JobId">The job.</param>
    /// <param name="Current">Work done, in units of <paramref name="Maximum"/>.</param>
    /// <param name="Maximum">All work.</param>
    public sealed record WorkAdvanced(JobId JobId, long Current, long Maximum) : IReply;
}
