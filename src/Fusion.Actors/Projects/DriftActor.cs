using Akka.Actor;
using Fusion.Actors.Parcels;
using Fusion.Contracts.Faults;
using Fusion.Contracts.Projects;
using Fusion.Contracts.Protocols;
using Fusion.Models.Drift;
using Fusion.Statistics;
using static Fusion.Contracts.Protocols.DriftProtocol;

namespace Fusion.Actors.Projects;

/// <summary>Fetches the statistics of one project, compares them with a baseline at hand, answers once and ends.</summary>
internal sealed class DriftActor : AskingActor, IWithTimers
{
    private readonly MeasureDrift _query;
    private readonly ProjectEntry _analysis;
    private readonly ActorServices _services;

    /// <summary>An actor that will answer <paramref name="replyTo"/>.</summary>
    public DriftActor(MeasureDrift query, ProjectEntry analysis, SufficientStatistics baseline, IActorRef replyTo, ActorServices services)
    {
        _query = query;
        _analysis = analysis;
        _services = services;
        Receive<ProjectProtocol.StatisticsFound>(found => Compare(baseline, found.Statistics, replyTo));
        Receive<Refused>(refused => End(refused, replyTo));
        Receive<TimedOut>(_ => End(new Refused(Fault.Failed($"Project [{analysis.ProjectId.Name}] gave no answer within {TimeLeft.TotalSeconds} s")), replyTo));
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>A fusion gives its cells twice the fetch time-out at most before it answers without them.</summary>
    private TimeSpan TimeLeft => 3 * _services.Options.FetchTimeout;

    /// <summary>The comparison; pure.</summary>
    public static IReply Measure(MeasureDrift query, SufficientStatistics baseline, SufficientStatistics analysis) =>
        new DriftMeasured(DataDrift.Measure(query.Context, baseline, analysis));

    /// <inheritdoc/>
    protected override void PreStart()
    {
        Timers.StartSingleTimer(TimedOut.Instance, TimedOut.Instance, TimeLeft);
        _services.Regions.Projects(_analysis.Kind).Tell(new ProjectProtocol.GetStatistics(_analysis.ProjectId, KnownVersion: null, Via: []));
    }

    private void Compare(SufficientStatistics baseline, SufficientStatistics analysis, IActorRef replyTo)
    {
        MeasureDrift query = _query;
        _services.Compute.Run(() => Measure(query, baseline, analysis))
            .PipeTo(replyTo, Context.Parent, failure: cause => new Refused(ProjectAnswers.ToFault(cause, out _)));
        Context.Stop(Self);
    }

    private void End(IReply reply, IActorRef replyTo)
    {
        replyTo.Tell(reply, Context.Parent);
        Context.Stop(Self);
    }

    private sealed class TimedOut : INoSerializationVerificationNeeded
    {
        public static readonly TimedOut Instance = new();

        private TimedOut() { }
    }
}
