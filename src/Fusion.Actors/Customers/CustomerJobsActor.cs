using System.Collections.Immutable;
using Akka.Actor;
using Akka.Persistence;
using Fusion.Actors.Projects;
using Fusion.Contracts.Faults;
using Fusion.Contracts.Ids;
using Fusion.Contracts.Protocols;
using static Fusion.Contracts.Protocols.CustomerProtocol;

namespace Fusion.Actors.Customers;

/// <summary>What a customer is to its jobs: it keeps which there are and gives them numbers, from blocks that the giver of numbers gave it.</summary>
internal abstract class CustomerJobsActor : EntityActor, IWithTimers
{
    /// <summary>Pause before the giver of numbers is asked again: its node may be gone.</summary>
    private static readonly TimeSpan NumbersInterval = TimeSpan.FromSeconds(2);

    private readonly Dictionary<AttemptId, JobId> _jobsByAttempt = [];
    private readonly HashSet<long> _endedJobs = []; // whose jobs tell again when this actor wakes them
    private readonly Queue<(AllocateJob Command, IActorRef Sender)> _awaitingNumbers = [];
    private long _nextNumber = 1;
    private long _lastNumber; // of the block; what is left of it when the actor stops is never given

    /// <summary>Sets up recovery and the jobs.</summary>
    protected CustomerJobsActor(CustomerId customer, ActorServices services)
        : base($"customer-{customer}", services)
    {
        Customer = customer;

        Recover<SnapshotOffer>(offer => Catalogue = Catalogue.Apply((CustomerSnapshot)offer.Snapshot));
        Recover<IEvent>(fact => { Catalogue = Catalogue.Apply(fact); CountEvent(); });

        Command<AllocateJob>(Handle);
        Command<JobNumberProtocol.NumbersTaken>(Handle);
        Command<NumbersOverdue>(_ => TakeNumbers());
        Command<ReleaseJob>(Handle);
        Command<JobEnded>(command => MarkEnded(command.JobId.Number));
        Command<JobProtocol.JobDescribed>(described => { if (described.Info.IsDone) MarkEnded(described.Info.Number); });
        Command<ListJobs>(_ => Sender.Tell(new JobsListed(Customer, [.. Catalogue.Jobs.Select(number => new JobId(Customer, number))])));
        Command<GetProjectInfos>(_ => Ask(new Work(Sender), null));
        Command<WorkProtocol.DoCatalogueWork>(Handle);
        Command<WorkProtocol.CancelCatalogueWork>(command => Context.Stop(Context.Child(NameOf(command.JobId))));
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>Which customer this is.</summary>
    protected CustomerId Customer { get; }

    /// <summary>Its projects and jobs.</summary>
    protected Catalogue Catalogue { get; private set; } = Catalogue.Empty;

    /// <summary>Lets every job end or expire, and say so, that did not while this actor was gone.</summary>
    protected void WakeJobs()
    {
        foreach (long number in Catalogue.Jobs) Services.Regions.Jobs.Tell(new JobProtocol.WakeJob(new JobId(Customer, number)));
    }

    /// <summary>Declines the current message.</summary>
    protected void Refuse(Fault fault) => Sender.Tell(new Refused(fault));

    /// <summary>Makes a fact durable and applies it, then runs <paramref name="then"/>. Commands wait meanwhile: a name is decided once.</summary>
    protected void Store(IEvent fact, Action then) => Persist(fact, stored =>
    {
        Catalogue = Catalogue.Apply(stored);
        then();
        if (CountEvent()) Compact(Catalogue.ToSnapshot(Customer));
    });

    private static string NameOf(JobId job) => $"infos-{job.Number}";

    private void Handle(AllocateJob command)
    {
        if (_jobsByAttempt.TryGetValue(command.AttemptId, out JobId known))
        {
            Sender.Tell(new JobAllocated(Customer, known));
            return;
        }

        if (Catalogue.Jobs.Count >= Services.Options.MaxJobs || IsRunningTooMany())
        {
            Refuse(Fault.Overloaded($"customer [{Customer}]"));
            return;
        }

        IActorRef replyTo = Sender;
        if (_nextNumber > _lastNumber)
        {
            _awaitingNumbers.Enqueue((command, replyTo));
            if (_awaitingNumbers.Count == 1) TakeNumbers();
            return;
        }

        JobId id = new(Customer, _nextNumber++);
        Store(new JobNumberTaken(Customer, id.Number), () =>
        {
            _jobsByAttempt[command.AttemptId] = id;
            replyTo.Tell(new JobAllocated(Customer, id));
        });
    }

    private void TakeNumbers()
    {
        if (_awaitingNumbers.Count == 0) return;
        Services.Regions.JobNumbers.Tell(new JobNumberProtocol.TakeNumbers(Customer, Catalogue.LastJobNumber));
        Timers.StartSingleTimer(NumbersOverdue.Instance, NumbersOverdue.Instance, NumbersInterval);
    }

    /// <summary>Takes a block, unless it comes second: then that of the first question goes on.</summary>
    private void Handle(JobNumberProtocol.NumbersTaken taken)
    {
        if (_nextNumber <= _lastNumber) return;
        (_nextNumber, _lastNumber) = (taken.First, taken.First + taken.Count - 1);
        Timers.Cancel(NumbersOverdue.Instance);
        while (_awaitingNumbers.TryDequeue(out (AllocateJob Command, IActorRef Sender) next)) Self.Tell(next.Command, next.Sender);
    }

    private bool IsRunningTooMany()
    {
        if (Catalogue.Jobs.Count - _endedJobs.Count < Services.Options.MaxRunningJobs) return false;

        // A job's word that it has ended may have been lost: the next attempt finds the room.
        foreach (long number in Catalogue.Jobs.Where(number => !_endedJobs.Contains(number)))
            Services.Regions.Jobs.Tell(new JobProtocol.DescribeJob(new JobId(Customer, number)));
        return true;
    }

    private void MarkEnded(long number)
    {
        if (Catalogue.Jobs.Contains(number)) _endedJobs.Add(number);
    }

    private void Handle(ReleaseJob command)
    {
        if (!Catalogue.Jobs.Contains(command.JobId.Number)) return;
        _endedJobs.Remove(command.JobId.Number);
        Store(new JobReleased(Customer, command.JobId.Number), () =>
        {
            foreach (AttemptId attempt in _jobsByAttempt.Where(pair => pair.Value == command.JobId).Select(pair => pair.Key).ToArray())
                _jobsByAttempt.Remove(attempt);
        });
    }

    private void Handle(WorkProtocol.DoCatalogueWork command)
    {
        string name = NameOf(command.JobId);
        Work work = new(Sender, command.JobId);
        if (command.Work is not GetProjectInfos) Self.Forward(command.Work);
        else if (Context.Child(name).IsNobody()) Ask(work, name);
    }

    /// <summary>Asks all projects what they say about themselves.</summary>
    /// <param name="work">Who is answered.</param>
    /// <param name="name">Name of the actor that asks; null for any.</param>
    private void Ask(Work work, string? name)
    {
        ImmutableArray<CatalogueEntry> entries = [.. Catalogue.Visible];
        Context.ActorOf(Props.Create(() => new ProjectInfosActor(Customer, entries, Services, work)), name);
    }

    private sealed class NumbersOverdue : INoSerializationVerificationNeeded
    {
        public static readonly NumbersOverdue Instance = new();

        private NumbersOverdue() { }
    }
}
