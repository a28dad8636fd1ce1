using Akka.Actor;
using Akka.Cluster.Sharding;
using Fusion.Contracts.Faults;
using Fusion.Contracts.Ids;
using Fusion.Contracts.Projects;
using Fusion.Contracts.Protocols;
using static Fusion.Contracts.Protocols.LifeCycleProtocol;

namespace Fusion.Actors.Projects;

/// <summary>What cells and fusions do alike with a project as a whole: save, freeze, name, count values, export, leave memory.</summary>
internal abstract class LifeCycleActor : WorkingActor
{
    private bool _leaving;

    /// <summary>Sets up what every project does.</summary>
    protected LifeCycleActor(ProjectId projectId, ActorServices services, string persistencePrefix)
        : base(projectId, services, persistencePrefix)
    {
        Recover<FreezeChanged>(fact => { Apply(fact); CountEvent(); });
        Recover<NameChanged>(fact => { Apply(fact); CountEvent(); });
        Recover<HistogramSwitched>(fact => { ApplyAll(fact); CountEvent(); });

        Command<SaveProject>(_ => WhenCreated(() => CarryOut(done => done())));
        Command<SetFrozen>(command => WhenCreated(() => Handle(command)));
        Command<SetHistogram>(command => WhenCreated(() => Handle(command)));
        Command<SetName>(command => WhenCreated(() => Handle(command)));
        Command<UnloadProject>(_ => WhenCreated(Unload));
        Command<LeaveWhenIdle>(_ => Leave());
        Command<CustomerProtocol.ProjectDeleted>(_ => { }); // the name given back is free
        Command<InspectionProtocol.DescribeProject>(query => WhenCreated(() => Handle(query)));
    }

    /// <summary>What was changed since the project was created.</summary>
    protected ProjectCondition Condition { get; private set; } = ProjectCondition.Initial;

    /// <summary>The name its owner knows the project by.</summary>
    protected ProjectName Name => Condition.Name ?? ProjectId.Name;

    /// <summary>What an update of a frozen project is answered.</summary>
    protected Fault Frozen => Fault.Frozen(Name.Value);

    /// <summary>How large the project is and what it does now. Only called once it is created.</summary>
    protected abstract ProjectLoad Measure();

    /// <summary>Runs work between updates: none is under way, and none begins before the work has called what it is given.</summary>
    protected abstract void Alone(Action<Action> work);

    /// <summary>Makes durable what only a save makes durable, then runs <paramref name="then"/>. Only called alone.</summary>
    protected abstract void Save(Action then);

    /// <summary>Applies the switch to settings and statistics.</summary>
    protected abstract void Apply(HistogramSwitched fact);

    /// <summary>Takes the condition of a snapshot or an import.</summary>
    protected void Restore(ProjectCondition? condition) => Condition = condition ?? ProjectCondition.Initial;

    /// <summary>Between updates and after a save, does what a command asks and answers its sender.</summary>
    /// <param name="work">Calls what it is given when the change is durable.</param>
    protected void CarryOut(Action<Action> work)
    {
        IActorRef replyTo = Sender;
        Alone(done => Save(() =>
        {
            if (IsErasing)
            {
                replyTo.Tell(new Refused(Unknown));
                done();
                return;
            }

            work(() =>
            {
                replyTo.Tell(new CarriedOut(ProjectId));
                done();
            });
        }));
    }

    /// <summary>Once it leaves memory the region keeps what is sent to it for its next life, so idle means that nothing more comes.</summary>
    protected override bool AroundReceive(Receive receive, object message)
    {
        bool handled = base.AroundReceive(receive, message);
        if (!_leaving || !IsIdle) return handled;
        if (!IsDirty || IsErasing) Context.Stop(Self);
        else if (message is not LeaveWhenIdle) Self.Tell(LeaveWhenIdle.Instance); // what is persisted here would wait for the next message
        return handled;
    }

    private void Handle(SetFrozen command) => CarryOut(done =>
    {
        if (Condition.IsFrozen == command.Frozen)
        {
            done();
            return;
        }

        Store(new FreezeChanged(ProjectId, command.Frozen), fact =>
        {
            Apply(fact);
            done();
        });
    });

    private void Handle(SetHistogram command) => CarryOut(done => Store(new HistogramSwitched(ProjectId, command.Enabled, command.Window), fact =>
    {
        ApplyAll(fact);
        done();
    }));

    private void Handle(SetName command)
    {
        IActorRef replyTo = Sender;
        if (Name == command.Name)
        {
            replyTo.Tell(new NameSet(ProjectId, command.Name));
            return;
        }

        Store(new NameChanged(ProjectId, command.Name), fact =>
        {
            Apply(fact);
            replyTo.Tell(new NameSet(ProjectId, fact.Name));
        });
    }

    private void Handle(InspectionProtocol.DescribeProject query)
    {
        ProjectStanding standing = Stand();
        if (query.WithDigest)
            Answer(Sender, statistics => new InspectionProtocol.ProjectDescribed(ProjectId, standing with { Digest = statistics.Digest().ToString() }));
        else Sender.Tell(new InspectionProtocol.ProjectDescribed(ProjectId, standing));
    }

    private ProjectStanding Stand()
    {
        ProjectInfo info = Describe();
        ProjectLoad load = Measure();
        return new ProjectStanding(
            info.Kind,
            ((ExtendedActorSystem)Context.System).Provider.DefaultAddress.ToString(),
            load.Version,
            info.Rows,
            info.Schema.Count,
            info.Models.Length,
            load.StateBytes,
            load.Commits,
            load.Waiting,
            load.InFlight,
            info.CreatedAt,
            info.ModifiedAt,
            Condition.IsFrozen,
            info.IsDirty,
            info.Cells.Length,
            info.FetchError,
            Digest: null);
    }

    private void Leave()
    {
        _leaving = true;
        if (IsIdle && IsDirty && !IsErasing) Alone(Save);
    }

    private void Unload()
    {
        if (Settings is { Persist: false })
        {
            // What is not persisted lives in memory only, and its name with it; the catalogue answers the caller when the name is free.
            Services.Regions.Customers.Tell(new CustomerProtocol.ForgetProject(ProjectId.Customer, ProjectId), Sender);
            return;
        }

        CarryOut(done =>
        {
            done();
            Context.Parent.Tell(new Passivate(LeaveWhenIdle.Instance));
        });
    }

    private void Apply(FreezeChanged fact) => Condition = Condition with { IsFrozen = fact.Frozen };

    private void Apply(NameChanged fact) => Condition = Condition with { Name = fact.Name };

    private void ApplyAll(HistogramSwitched fact)
    {
        Condition = Condition with { HistogramWindow = fact.Enabled ? fact.Window : null };
        Apply(fact);
    }

    /// <summary>The region's last message before it keeps back what is sent to a project that leaves memory.</summary>
    private sealed class LeaveWhenIdle : INoSerializationVerificationNeeded
    {
        public static readonly LeaveWhenIdle Instance = new();

        private LeaveWhenIdle() { }
    }
}
