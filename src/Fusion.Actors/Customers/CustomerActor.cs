using System.Collections.Immutable;
using Akka.Actor;
using Akka.Persistence;
using Fusion.Actors.Projects;
using Fusion.Contracts.Faults;
using Fusion.Contracts.Ids;
using Fusion.Contracts.Projects;
using Fusion.Contracts.Protocols;
using static Fusion.Contracts.Protocols.CustomerProtocol;

namespace Fusion.Actors.Customers;

/// <summary>
/// Owns one customer's catalogue: which name stands for which project, and the job numbers. It alone decides that a name is taken. Creation and removal
/// are two steps (the name here, the project in its region); what a crash interrupts between them is finished when this actor starts again.
/// Supervision: as every persistent entity, restarted by its region from the journal.
/// </summary>
internal sealed class CustomerActor : EntityActor, IWithTimers
{
    /// <summary>Pause before an unanswered creation or removal is told to its region again.</summary>
    private static readonly TimeSpan MendingInterval = TimeSpan.FromSeconds(10);

    private readonly CustomerId _customer;
    private readonly Dictionary<ProjectId, List<IActorRef>> _creators = [];
    private readonly Dictionary<ProjectId, List<IActorRef>> _renamers = [];
    private readonly Dictionary<ProjectId, ProjectContent> _imports = [];
    private readonly Dictionary<AttemptId, JobId> _jobsByAttempt = [];
    private readonly HashSet<long> _endedJobs = []; // whose jobs tell again when this actor wakes them
    private Catalogue _catalogue = Catalogue.Empty;

    /// <summary>The customer behind <paramref name="customer"/>, not yet recovered.</summary>
    public CustomerActor(CustomerId customer, ActorServices services)
        : base($"customer-{customer}", services)
    {
        _customer = customer;

        Recover<SnapshotOffer>(offer => _catalogue = _catalogue.Apply((CustomerSnapshot)offer.Snapshot));
        Recover<IEvent>(fact => { _catalogue = _catalogue.Apply(fact); CountEvent(); });
        Recover<RecoveryCompleted>(_ => Begin());

        Command<CreateProject>(Handle);
        Command<ProjectProtocol.Created>(Handle);
        Command<ImportProject>(Handle);
        Command<ImportRead>(Handle);
        Command<RenameProject>(Handle);
        Command<LifeCycleProtocol.NameSet>(Handle);
        Command<DeleteProject>(Handle);
        Command<ForgetProject>(Handle);
        Command<ProjectProtocol.Erased>(Handle);
        Command<FindProject>(Handle);
        Command<ListProjects>(_ => Sender.Tell(new ProjectsListed(_customer, [.. _catalogue.Visible.Select(ToEntry)])));
        Command<GetProjectInfos>(_ => Handle());
        Command<AllocateJob>(Handle);
        Command<ReleaseJob>(Handle);
        Command<JobEnded>(command => MarkEnded(command.JobId.Number));
        Command<JobProtocol.JobDescribed>(described => { if (described.Info.IsDone) MarkEnded(described.Info.Number); });
        Command<ListJobs>(_ => Sender.Tell(new JobsListed(_customer, [.. _catalogue.Jobs.Select(number => new JobId(_customer, number))])));
        Command<Mend>(_ => FinishInterrupted());
        Command<ProjectProtocol.ProjectInfoFound>(_ => { }); // of a project that was only to be woken
        Command<Refused>(_ => { });
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    private static ProjectEntry ToEntry(CatalogueEntry entry) => new(entry.ProjectId, entry.Kind, entry.Naming?.Name);

    private void Begin()
    {
        FinishInterrupted();
        Timers.StartPeriodicTimer(Mend.Instance, Mend.Instance, MendingInterval);

        // What was not persisted is lost, but only finds out when it is woken; until then its name would be taken.
        foreach (CatalogueEntry entry in _catalogue.Visible.Where(entry => !entry.Settings.Persist))
            Services.Regions.Projects(entry.Kind).Tell(new ProjectProtocol.GetProjectInfo(entry.ProjectId));
        foreach (long number in _catalogue.Jobs) Services.Regions.Jobs.Tell(new JobProtocol.WakeJob(new JobId(_customer, number)));
    }

    private void FinishInterrupted()
    {
        foreach (CatalogueEntry entry in _catalogue.Projects.Values)
        {
            if (entry is { Stage: CatalogueStage.Registered, Imported: true } && !_imports.ContainsKey(entry.ProjectId)) Remove(entry, () => { });
            else if (entry.Stage == CatalogueStage.Registered) TellToCreate(entry);
            else if (entry.Stage == CatalogueStage.Removed) TellToErase(entry);
            else if (entry.Naming is { IsKnown: false } naming) TellName(entry.ProjectId, naming.Name);
        }
    }

    private void Handle(CreateProject command)
    {
        if (_catalogue.Find(command.Name) is { } taken)
        {
            AnswerTaken(taken, command.AttemptId);
            return;
        }

        IActorRef creator = Sender;
        ProjectId id = _catalogue.NextId(_customer, command.Name);
        Store(new ProjectRegistered(_customer, id, command.Kind, command.Settings, command.Cells, command.AttemptId), () =>
        {
            _creators[id] = [creator];
            TellToCreate(_catalogue.Projects[id]);
        });
    }

    private void AnswerTaken(CatalogueEntry taken, AttemptId attempt)
    {
        if (taken.AttemptId != attempt) Refuse(Fault.NameTaken(_customer, taken.Name.Value));
        else if (taken.Stage == CatalogueStage.Active) Sender.Tell(Answer(taken));
        else AwaitCreation(taken);
    }

    private IReply Answer(CatalogueEntry created) =>
        created.Imported ? new ProjectImported(_customer, created.ProjectId) : new ProjectCreated(_customer, created.ProjectId);

    private void Handle(ImportProject command)
    {
        if (_catalogue.Find(command.Name) is { } taken)
        {
            if (taken.Kind == ProjectKind.Fusion) Refuse(Fault.NotOnFusion(command.Name.Value));
            else AnswerTaken(taken, command.AttemptId);
            return;
        }

        IActorRef replyTo = Sender;
        Services.Compute.Run(() => Read(command)).PipeTo(
            Self,
            replyTo,
            success: content => new ImportRead(command with { Text = string.Empty }, content, null),
            failure: cause => new ImportRead(command with { Text = string.Empty }, null, ProjectAnswers.ToFault(cause, out _)));
    }

    private ProjectContent Read(ImportProject command)
    {
        ProjectContent content = ProjectArchive.Read(command.Text, Services.Options.MaxAttributes);
        ProjectSettings settings = content.Settings with { Persist = command.Persist };
        LearningOptions.Of(settings); // not every project may be persisted
        return content with { Settings = settings };
    }

    private void Handle(ImportRead read)
    {
        ImportProject command = read.Command;
        if (read.Content is null)
        {
            Refuse(read.Fault!);
            return;
        }

        if (_catalogue.Find(command.Name) is { } taken)
        {
            AnswerTaken(taken, command.AttemptId);
            return;
        }

        IActorRef creator = Sender;
        ProjectId id = _catalogue.NextId(_customer, command.Name);
        Store(new ProjectRegistered(_customer, id, ProjectKind.Cell, read.Content.Settings, [], command.AttemptId, Imported: true), () =>
        {
            _creators[id] = [creator];
            _imports[id] = read.Content;
            TellToCreate(_catalogue.Projects[id]);
        });
    }

    private void Handle(RenameProject command)
    {
        CatalogueEntry? taken = _catalogue.Find(command.NewName);
        if (taken?.Naming is { } given && given.AttemptId == command.AttemptId)
        {
            if (given.IsKnown) Sender.Tell(new ProjectRenamed(_customer, given.Name));
            else AwaitName(taken.ProjectId, Sender);
            return;
        }

        if (_catalogue.Find(command.Name) is not { } entry || taken is not null)
        {
            Refuse(_catalogue.Find(command.Name) is null
                ? Fault.UnknownProject(_customer, command.Name.Value)
                : Fault.NameTaken(_customer, command.NewName.Value));
            return;
        }

        IActorRef renamer = Sender;
        Store(new NameGiven(_customer, entry.ProjectId, command.NewName, command.AttemptId), () =>
        {
            AwaitName(entry.ProjectId, renamer);
            TellName(entry.ProjectId, command.NewName);
        });
    }

    private void AwaitName(ProjectId project, IActorRef renamer)
    {
        if (_renamers.TryGetValue(project, out List<IActorRef>? renamers)) renamers.Add(renamer);
        else _renamers[project] = [renamer];
    }

    private void TellName(ProjectId project, ProjectName name) =>
        Services.Regions.Projects(_catalogue.Projects[project].Kind).Tell(new LifeCycleProtocol.SetName(project, name));

    private void Handle(LifeCycleProtocol.NameSet set)
    {
        if (_catalogue.Projects.GetValueOrDefault(set.ProjectId)?.Naming is not { IsKnown: false } naming || naming.Name != set.Name) return;
        Store(new NameKnown(_customer, set.ProjectId), () =>
        {
            if (!_renamers.Remove(set.ProjectId, out List<IActorRef>? renamers)) return;
            renamers.ForEach(renamer => renamer.Tell(new ProjectRenamed(_customer, naming.Name)));
        });
    }

    private void AwaitCreation(CatalogueEntry entry)
    {
        if (_creators.TryGetValue(entry.ProjectId, out List<IActorRef>? creators)) creators.Add(Sender);
        else _creators[entry.ProjectId] = [Sender];
        TellToCreate(entry);
    }

    private void TellToCreate(CatalogueEntry entry) => Services.Regions.Projects(entry.Kind).Tell(entry.Kind switch
    {
        ProjectKind.Cell when _imports.TryGetValue(entry.ProjectId, out ProjectContent? content) => new LifeCycleProtocol.ImportCell(entry.ProjectId, content),
        ProjectKind.Cell => new CellProtocol.CreateCell(entry.ProjectId, entry.Settings),
        ProjectKind.Fusion => new FusionProtocol.CreateFusion(entry.ProjectId, entry.Settings, entry.Cells),
        _ => throw new InvalidOperationException($"A {entry.Kind} can't be created"),
    });

    private void TellToErase(CatalogueEntry entry) => Services.Regions.Projects(entry.Kind).Tell(new ProjectProtocol.EraseProject(entry.ProjectId));

    private void Handle(ProjectProtocol.Created created)
    {
        if (_catalogue.Projects.GetValueOrDefault(created.ProjectId) is not { Stage: CatalogueStage.Registered }) return;
        Store(new ProjectActivated(_customer, created.ProjectId), () =>
        {
            _imports.Remove(created.ProjectId);
            if (!_creators.Remove(created.ProjectId, out List<IActorRef>? creators)) return;
            IReply answer = Answer(_catalogue.Projects[created.ProjectId]);
            creators.ForEach(creator => creator.Tell(answer));
        });
    }

    private void Handle(DeleteProject command)
    {
        if (_catalogue.Find(command.Name) is not { } entry)
        {
            Refuse(Fault.UnknownProjectOnDelete(_customer, command.Name.Value));
            return;
        }

        IActorRef replyTo = Sender;
        Remove(entry, () => replyTo.Tell(new ProjectDeleted(_customer, command.Name)));
    }

    private void Handle(ForgetProject command)
    {
        IActorRef replyTo = Sender;
        if (_catalogue.Projects.GetValueOrDefault(command.ProjectId) is { Stage: not CatalogueStage.Removed } entry)
            Remove(entry, () => replyTo.Tell(new ProjectDeleted(_customer, entry.Name)));
    }

    private void Remove(CatalogueEntry entry, Action then) => Store(new ProjectRemoved(_customer, entry.ProjectId, entry.Kind), () =>
    {
        _imports.Remove(entry.ProjectId);
        TellToErase(entry);
        then();
    });

    private void Handle(ProjectProtocol.Erased erased)
    {
        if (_catalogue.Projects.ContainsKey(erased.ProjectId)) Store(new ProjectErased(_customer, erased.ProjectId), () => { });
    }

    private void Handle(FindProject query)
    {
        CatalogueEntry? entry = _catalogue.Find(query.Name);
        if (entry is not null) Sender.Tell(new ProjectFound(_customer, ToEntry(entry)));
        else Refuse(Fault.UnknownProject(_customer, query.Name.Value));
    }

    private void Handle()
    {
        ImmutableArray<CatalogueEntry> entries = [.. _catalogue.Visible];
        IActorRef replyTo = Sender;
        Context.ActorOf(Props.Create(() => new ProjectInfosActor(_customer, entries, Services, replyTo)));
    }

    private void Handle(AllocateJob command)
    {
        if (_jobsByAttempt.TryGetValue(command.AttemptId, out JobId known))
        {
            Sender.Tell(new JobAllocated(_customer, known));
            return;
        }

        if (_catalogue.Jobs.Count >= Services.Options.MaxJobs || IsRunningTooMany())
        {
            Refuse(Fault.Overloaded($"customer [{_customer}]"));
            return;
        }

        IActorRef replyTo = Sender;
        JobId id = new(_customer, _catalogue.LastJobNumber + 1);
        Store(new JobNumberTaken(_customer, id.Number), () =>
        {
            _jobsByAttempt[command.AttemptId] = id;
            replyTo.Tell(new JobAllocated(_customer, id));
        });
    }

    private bool IsRunningTooMany()
    {
        if (_catalogue.Jobs.Count - _endedJobs.Count < Services.Options.MaxRunningJobs) return false;

        // A job's word that it has ended may have been lost: the next attempt finds the room.
        foreach (long number in _catalogue.Jobs.Where(number => !_endedJobs.Contains(number)))
            Services.Regions.Jobs.Tell(new JobProtocol.DescribeJob(new JobId(_customer, number)));
        return true;
    }

    private void MarkEnded(long number)
    {
        if (_catalogue.Jobs.Contains(number)) _endedJobs.Add(number);
    }

    private void Handle(ReleaseJob command)
    {
        if (!_catalogue.Jobs.Contains(command.JobId.Number)) return;
        _endedJobs.Remove(command.JobId.Number);
        Store(new JobReleased(_customer, command.JobId.Number), () =>
        {
            foreach (AttemptId attempt in _jobsByAttempt.Where(pair => pair.Value == command.JobId).Select(pair => pair.Key).ToArray())
                _jobsByAttempt.Remove(attempt);
        });
    }

    private void Refuse(Fault fault) => Sender.Tell(new Refused(fault));

    /// <summary>Makes a fact durable and applies it, then runs <paramref name="then"/>. Commands wait meanwhile: a name is decided once.</summary>
    private void Store(IEvent fact, Action then) => Persist(fact, stored =>
    {
        _catalogue = _catalogue.Apply(stored);
        then();
        if (CountEvent()) Compact(_catalogue.ToSnapshot(_customer));
    });

    private sealed record ImportRead(ImportProject Command, ProjectContent? Content, Fault? Fault) : INoSerializationVerificationNeeded;

    private sealed class Mend : INoSerializationVerificationNeeded
    {
        public static readonly Mend Instance = new();

        private Mend() { }
    }
}
