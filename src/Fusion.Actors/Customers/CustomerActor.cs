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
/// Owns one customer's catalogue: which name stands for which project. It alone decides that a name is taken. Creation and removal
/// are two steps (the name here, the project in its region); what a crash interrupts between them is finished when this actor starts again.
/// Supervision: as every persistent entity, restarted by its region from the journal.
/// </summary>
internal sealed class CustomerActor : CustomerJobsActor
{
    /// <summary>Pause before an unanswered creation or removal is told to its region again.</summary>
    private static readonly TimeSpan MendingInterval = TimeSpan.FromSeconds(10);

    private readonly Dictionary<ProjectId, List<IActorRef>> _creators = [];
    private readonly Dictionary<ProjectId, List<IActorRef>> _renamers = [];
    private readonly Dictionary<ProjectId, ProjectContent> _imports = [];

    /// <summary>The customer behind <paramref name="customer"/>, not yet recovered.</summary>
    public CustomerActor(CustomerId customer, ActorServices services)
        : base(customer, services)
    {
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
        Command<ListProjects>(_ => Sender.Tell(new ProjectsListed(Customer, [.. Catalogue.Visible.Select(ToEntry)])));
        Command<Mend>(_ => FinishInterrupted());
        Command<ProjectProtocol.ProjectInfoFound>(_ => { }); // of a project that was only to be woken
        Command<Refused>(_ => { });
    }

    private static ProjectEntry ToEntry(CatalogueEntry entry) => new(entry.ProjectId, entry.Kind, entry.Naming?.Name);

    private void Begin()
    {
        FinishInterrupted();
        Timers.StartPeriodicTimer(Mend.Instance, Mend.Instance, MendingInterval);

        // What was not persisted is lost, but only finds out when it is woken; until then its name would be taken.
        foreach (CatalogueEntry entry in Catalogue.Visible.Where(entry => !entry.Settings.Persist))
            Services.Regions.Projects(entry.Kind).Tell(new ProjectProtocol.GetProjectInfo(entry.ProjectId));
        WakeJobs();
    }

    private void FinishInterrupted()
    {
        foreach (CatalogueEntry entry in Catalogue.Projects.Values)
        {
            if (entry is { Stage: CatalogueStage.Registered, Imported: true } && !_imports.ContainsKey(entry.ProjectId)) Remove(entry, () => { });
            else if (entry.Stage == CatalogueStage.Registered) TellToCreate(entry);
            else if (entry.Stage == CatalogueStage.Removed) TellToErase(entry);
            else if (entry.Naming is { IsKnown: false } naming) TellName(entry.ProjectId, naming.Name);
        }
    }

    private void Handle(CreateProject command)
    {
        if (Catalogue.Find(command.Name) is { } taken)
        {
            AnswerTaken(taken, command.AttemptId);
            return;
        }

        IActorRef creator = Sender;
        ProjectId id = Catalogue.NextId(Customer, command.Name);
        Store(new ProjectRegistered(Customer, id, command.Kind, command.Settings, command.Cells, command.AttemptId), () =>
        {
            _creators[id] = [creator];
            TellToCreate(Catalogue.Projects[id]);
        });
    }

    private void AnswerTaken(CatalogueEntry taken, AttemptId attempt)
    {
        if (taken.AttemptId != attempt) Refuse(Fault.NameTaken(Customer, taken.Name.Value));
        else if (taken.Stage == CatalogueStage.Active) Sender.Tell(Answer(taken));
        else AwaitCreation(taken);
    }

    private IReply Answer(CatalogueEntry created) =>
        created.Imported ? new ProjectImported(Customer, created.ProjectId) : new ProjectCreated(Customer, created.ProjectId);

    private void Handle(ImportProject command)
    {
        if (Catalogue.Find(command.Name) is { } taken)
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
        SnapshotSchedule.Of(settings);
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

        if (Catalogue.Find(command.Name) is { } taken)
        {
            AnswerTaken(taken, command.AttemptId);
            return;
        }

        IActorRef creator = Sender;
        ProjectId id = Catalogue.NextId(Customer, command.Name);
        Store(new ProjectRegistered(Customer, id, ProjectKind.Cell, read.Content.Settings, [], command.AttemptId, Imported: true), () =>
        {
            _creators[id] = [creator];
            _imports[id] = read.Content;
            TellToCreate(Catalogue.Projects[id]);
        });
    }

    private void Handle(RenameProject command)
    {
        CatalogueEntry? taken = Catalogue.Find(command.NewName);
        if (taken?.Naming is { } given && given.AttemptId == command.AttemptId)
        {
            if (given.IsKnown) Sender.Tell(new ProjectRenamed(Customer, given.Name));
            else AwaitName(taken.ProjectId, Sender);
            return;
        }

        if (Catalogue.Find(command.Name) is not { } entry || taken is not null)
        {
            Refuse(Catalogue.Find(command.Name) is null
                ? Fault.UnknownProject(Customer, command.Name.Value)
                : Fault.NameTaken(Customer, command.NewName.Value));
            return;
        }

        IActorRef renamer = Sender;
        Store(new NameGiven(Customer, entry.ProjectId, command.NewName, command.AttemptId), () =>
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
        Services.Regions.Projects(Catalogue.Projects[project].Kind).Tell(new LifeCycleProtocol.SetName(project, name));

    private void Handle(LifeCycleProtocol.NameSet set)
    {
        if (Catalogue.Projects.GetValueOrDefault(set.ProjectId)?.Naming is not { IsKnown: false } naming || naming.Name != set.Name) return;
        Store(new NameKnown(Customer, set.ProjectId), () =>
        {
            if (!_renamers.Remove(set.ProjectId, out List<IActorRef>? renamers)) return;
            renamers.ForEach(renamer => renamer.Tell(new ProjectRenamed(Customer, naming.Name)));
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
        if (Catalogue.Projects.GetValueOrDefault(created.ProjectId) is not { Stage: CatalogueStage.Registered }) return;
        Store(new ProjectActivated(Customer, created.ProjectId), () =>
        {
            _imports.Remove(created.ProjectId);
            if (!_creators.Remove(created.ProjectId, out List<IActorRef>? creators)) return;
            IReply answer = Answer(Catalogue.Projects[created.ProjectId]);
            creators.ForEach(creator => creator.Tell(answer));
        });
    }

    private void Handle(DeleteProject command)
    {
        if (Catalogue.Find(command.Name) is not { } entry)
        {
            Refuse(Fault.UnknownProjectOnDelete(Customer, command.Name.Value));
            return;
        }

        IActorRef replyTo = Sender;
        Remove(entry, () => replyTo.Tell(new ProjectDeleted(Customer, command.Name)));
    }

    private void Handle(ForgetProject command)
    {
        IActorRef replyTo = Sender;
        if (Catalogue.Projects.GetValueOrDefault(command.ProjectId) is { Stage: not CatalogueStage.Removed } entry)
            Remove(entry, () => replyTo.Tell(new ProjectDeleted(Customer, entry.Name)));
    }

    private void Remove(CatalogueEntry entry, Action then) => Store(new ProjectRemoved(Customer, entry.ProjectId, entry.Kind), () =>
    {
        _imports.Remove(entry.ProjectId);
        TellToErase(entry);
        then();
    });

    private void Handle(ProjectProtocol.Erased erased)
    {
        if (Catalogue.Projects.ContainsKey(erased.ProjectId)) Store(new ProjectErased(Customer, erased.ProjectId), () => { });
    }

    private void Handle(FindProject query)
    {
        CatalogueEntry? entry = Catalogue.Find(query.Name);
        if (entry is not null) Sender.Tell(new ProjectFound(Customer, ToEntry(entry)));
        else Refuse(Fault.UnknownProject(Customer, query.Name.Value));
    }

    private sealed record ImportRead(ImportProject Command, ProjectContent? Content, Fault? Fault) : INoSerializationVerificationNeeded;

    private sealed class Mend : INoSerializationVerificationNeeded
    {
        public static readonly Mend Instance = new();

        private Mend() { }
    }
}
