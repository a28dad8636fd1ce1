using Akka.Actor;
using Fusion.Actors.Parcels;
using Fusion.Actors.Projects;
using Fusion.Contracts.Faults;
using Fusion.Contracts.Protocols;
using Fusion.Statistics;
using static Fusion.Contracts.Protocols.LifeCycleProtocol;

namespace Fusion.Actors.Cells;

/// <summary>
/// Asks the other project of a merge once for its statistics and ends. Tells its parent exactly one <see cref="Outcome"/>. Being new for every question, it
/// can't mistake a late answer.
/// </summary>
internal sealed class MergeFetchActor : AskingActor, IWithTimers
{
    /// <summary>A fusion project asks its cells first, and those may be fusions.</summary>
    private const int FetchesInARow = 3;

    private readonly MergeProject _command;
    private readonly ActorServices _services;

    /// <summary>An actor that will answer <paramref name="command"/>.</summary>
    public MergeFetchActor(MergeProject command, ActorServices services)
    {
        _command = command;
        _services = services;
        Receive<ProjectProtocol.StatisticsFound>(found => End(found.Statistics, null));
        Receive<Refused>(refused => End(null, refused.Fault));
        Receive<TimedOut>(_ => End(null, Fault.Failed($"Project [{command.Other.Name}] did not answer in time; nothing was merged")));
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    protected override void PreStart()
    {
        Timers.StartSingleTimer(TimedOut.Instance, TimedOut.Instance, FetchesInARow * _services.Options.FetchTimeout);
        _services.Regions.Projects(_command.Other.Kind).Tell(new ProjectProtocol.GetStatistics(_command.Other.ProjectId, null, []));
    }

    private void End(SufficientStatistics? statistics, Fault? fault)
    {
        Context.Parent.Tell(new Outcome(_command, statistics, fault));
        Context.Stop(Self);
    }

    /// <summary>What came of the question.</summary>
    /// <param name="Command">The merge.</param>
    /// <param name="Statistics">The other's statistics; null when there is a fault.</param>
    /// <param name="Fault">Why there are none.</param>
    public sealed record Outcome(MergeProject Command, SufficientStatistics? Statistics, Fault? Fault) : INoSerializationVerificationNeeded;

    private sealed class TimedOut : INoSerializationVerificationNeeded
    {
        public static readonly TimedOut Instance = new();

        private TimedOut() { }
    }
}
