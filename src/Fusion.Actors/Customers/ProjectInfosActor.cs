using System.Collections.Immutable;
using Akka.Actor;
using Fusion.Actors.Parcels;
using Fusion.Actors.Projects;
using Fusion.Contracts.Ids;
using Fusion.Contracts.Projects;
using Fusion.Statistics;
using static Fusion.Contracts.Protocols.CustomerProtocol;

namespace Fusion.Actors.Customers;

/// <summary>
/// Asks each project of a customer what it says about itself, a few at a time, answers once with all and ends. A project that is deleted meanwhile is
/// left out; of one that does not answer in time only what the catalogue knows is told.
/// </summary>
internal sealed class ProjectInfosActor : AskingActor, IWithTimers
{
    /// <summary>Projects asked at once: each may have to be read from the journal first.</summary>
    private const int AtOnce = 16;

    private readonly CustomerId _customer;
    private readonly ImmutableArray<CatalogueEntry> _entries;
    private readonly ActorServices _services;
    private readonly Work _work;
    private readonly Dictionary<ProjectId, ProjectInfo?> _infos = [];
    private int _asked;

    /// <summary>An actor that will answer <paramref name="work"/>.</summary>
    public ProjectInfosActor(CustomerId customer, ImmutableArray<CatalogueEntry> entries, ActorServices services, Work work)
    {
        _customer = customer;
        _entries = entries;
        _services = services;
        _work = work;
        Receive<Answered>(answered => Take(answered.ProjectId, answered.Info));
        Receive<TimedOut>(_ => End());
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    protected override void PreStart()
    {
        Timers.StartSingleTimer(TimedOut.Instance, TimedOut.Instance, _services.Options.FetchTimeout);
        _work.Advance(0, _entries.Length);
        if (_entries.IsEmpty) End();
        while (_asked < Math.Min(AtOnce, _entries.Length)) AskNext();
    }

    private void AskNext()
    {
        CatalogueEntry entry = _entries[_asked++];
        ActorServices services = _services;
        Context.ActorOf(Props.Create(() => new ProjectInfoActor(entry, services)));
    }

    private void Take(ProjectId project, ProjectInfo? info)
    {
        _infos[project] = info;
        _work.Advance(_infos.Count, _entries.Length);
        if (_infos.Count == _entries.Length) End();
        else if (_asked < _entries.Length) AskNext();
    }

    private void End()
    {
        IEnumerable<ProjectInfo?> infos = _entries.Select(entry => _infos.TryGetValue(entry.ProjectId, out ProjectInfo? info) ? info : Silent(entry));
        _work.ReplyTo.Tell(new ProjectInfosFound(_customer, [.. infos.OfType<ProjectInfo>()]));
        Context.Stop(Self);
    }

    private static ProjectInfo Silent(CatalogueEntry entry) => new(
        entry.ProjectId,
        entry.Kind,
        entry.Settings,
        Schema.Empty,
        Rows: 0,
        Models: [],
        DateTimeOffset.UnixEpoch,
        DateTimeOffset.UnixEpoch,
        FetchError: string.Empty,
        Cells: [],
        ProjectCondition.Initial with { Name = entry.Naming?.Name },
        IsDirty: false,
        IsSilent: true);

    /// <summary>What came of one question.</summary>
    /// <param name="ProjectId">Who was asked.</param>
    /// <param name="Info">The answer; null when the project does not exist any more.</param>
    internal sealed record Answered(ProjectId ProjectId, ProjectInfo? Info) : INoSerializationVerificationNeeded;

    private sealed class TimedOut : INoSerializationVerificationNeeded
    {
        public static readonly TimedOut Instance = new();

        private TimedOut() { }
    }
}
