using System.Diagnostics;
using Akka.Actor;
using Akka.Hosting;
using Fusion.Contracts;
using Fusion.Contracts.Faults;
using Fusion.Contracts.Ids;
using Fusion.Contracts.Projects;
using Fusion.Contracts.Protocols;
using Fusion.Contracts.Regions;
using Fusion.Contracts.Services;
using Fusion.Http.Envelopes;
using Fusion.Http.Telemetry;
using Microsoft.Extensions.Options;

namespace Fusion.Http.Endpoints;

/// <summary>
/// The one place that asks actors. A refusal comes out as <see cref="DeclinedException"/>, silence as <see cref="AskTimeoutException"/>, where rows were sent
/// as <see cref="RowsUnconfirmedException"/>.
/// </summary>
internal sealed class ProjectGateway(
    IRequiredActor<CustomerRegion> customers,
    IRequiredActor<CellRegion> cells,
    IRequiredActor<FusionRegion> fusions,
    IRequiredActor<JobRegion> jobs,
    IParcelService parcels,
    IOptions<HttpOptions> options)
{
    /// <summary>Asks a customer's catalogue.</summary>
    public async Task<TReply> AskAsync<TReply>(ICustomerMessage message, CancellationToken cancellationToken)
        where TReply : IReply =>
        await AskAsync<TReply>(await customers.GetAsync(cancellationToken), message, options.Value.ReplyTimeout, cancellationToken);

    /// <summary>Asks a job.</summary>
    public async Task<TReply> AskAsync<TReply>(IJobMessage message, CancellationToken cancellationToken)
        where TReply : IReply
    {
        TimeSpan timeout = message is JobProtocol.AwaitJob ? options.Value.UpdateTimeout : options.Value.ReplyTimeout;
        return await AskAsync<TReply>(await jobs.GetAsync(cancellationToken), message, timeout, cancellationToken);
    }

    /// <summary>Asks a project of either kind.</summary>
    public async Task<TReply> AskAsync<TReply>(ProjectKind kind, IProjectMessage message, CancellationToken cancellationToken)
        where TReply : IReply
    {
        IActorRef region = kind == ProjectKind.Cell ? await cells.GetAsync(cancellationToken) : await fusions.GetAsync(cancellationToken);
        TimeSpan timeout = IsUpdate(message) ? options.Value.UpdateTimeout : options.Value.ReplyTimeout;
        return await AskAsync<TReply>(region, message, timeout, cancellationToken);
    }

    /// <summary>Asks which project a name of the caller's stands for; null when none.</summary>
    public async Task<ProjectEntry?> TryFindProjectAsync(Call call, ProjectName name)
    {
        IActorRef region = await customers.GetAsync(call.Aborted);
        var question = new CustomerProtocol.FindProject(call.Customer, name);
        return await region.Ask<IReply>(question, options.Value.ReplyTimeout, call.Aborted) is CustomerProtocol.ProjectFound found ? found.Entry : null;
    }

    /// <summary>Asks which project a name of the caller's stands for.</summary>
    public Task<ProjectEntry> FindProjectAsync(Call call, string pid) => FindProjectAsync(call.Customer, pid, call.Aborted);

    /// <summary>Asks which project a name of a customer's stands for; one that can't be a name belongs to no project.</summary>
    public async Task<ProjectEntry> FindProjectAsync(CustomerId customer, string pid, CancellationToken cancellationToken)
    {
        var question = new CustomerProtocol.FindProject(customer, NameOf(customer, pid));
        return (await AskAsync<CustomerProtocol.ProjectFound>(question, cancellationToken)).Entry;
    }

    /// <summary>A project's name from a path; one that can't be a name belongs to no project.</summary>
    /// <exception cref="DeclinedException">It can't be a name.</exception>
    public static ProjectName NameOf(CustomerId customer, string pid) =>
        ProjectName.TryParse(pid, out ProjectName name, out _) ? name : throw new DeclinedException(Fault.UnknownProject(customer, pid));

    /// <summary>What changes statistics: it takes longer, and without an answer it is not known whether it counts.</summary>
    private static bool IsUpdate(IFusionMessage message) =>
        message is IngestionProtocol.IUpdate or LifeCycleProtocol.MergeProject or LearnPredictProtocol.LearnPredict;

    private async Task<TReply> AskAsync<TReply>(IActorRef region, IFusionMessage message, TimeSpan timeout, CancellationToken cancellationToken)
        where TReply : IReply
    {
        try
        {
            IReply answer = await region.Ask<IReply>(HttpTrace.Stamp(message), timeout, cancellationToken);
            return await parcels.WholeAsync(answer, timeout, cancellationToken) switch
            {
                Refused refused => throw new DeclinedException(refused.Fault),
                TReply reply => reply,
                var other => throw new UnreachableException($"{other.GetType().Name} does not answer {message.GetType().Name}"),
            };
        }
        catch (AskTimeoutException silence)
            when (IsUpdate(message) || message is JobProtocol.StartJob { Work: IngestionProtocol.IUpdate })
        {
            throw new RowsUnconfirmedException(silence);
        }
    }
}
