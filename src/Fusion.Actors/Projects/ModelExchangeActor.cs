using Akka.Actor;
using Fusion.Contracts.Faults;
using Fusion.Contracts.Ids;
using Fusion.Contracts.Protocols;
using Fusion.Models;
using static Fusion.Contracts.Protocols.ModelExchangeProtocol;

namespace Fusion.Actors.Projects;

/// <summary>What cells and fusions do alike with models that leave them or come from elsewhere.</summary>
internal abstract class ModelExchangeActor : ProjectActor
{
    private readonly Dictionary<ModelId, Import> _imports = []; // their names are taken, though nothing is stored yet

    /// <summary>Sets up export and import.</summary>
    protected ModelExchangeActor(ProjectId projectId, ActorServices services, string persistencePrefix)
        : base(projectId, services, persistencePrefix)
    {
        Command<ExportModel>(query => WhenCreated(() => Handle(query)));
        Command<ImportModel>(command => WhenCreated(() => Handle(command)));
        Command<ModelRead>(Handle);
    }

    /// <inheritdoc/>
    protected override bool IsIdle => base.IsIdle && _imports.Count == 0;

    /// <inheritdoc/>
    protected override void OnStoreFailed(Fault fault)
    {
        base.OnStoreFailed(fault);
        foreach (ModelId model in _imports.Keys.ToArray()) Reply(model, new Refused(fault));
    }

    private void Handle(ExportModel query)
    {
        if (Models.TryGetValue(query.ModelId.Value, out FittedModel? model))
            Answer(Sender, _ => new ModelExported(ProjectId, query.ModelId, ModelArchive.Write(model)));
        else
            Refuse(Fault.UnknownModel(query.ModelId.Value));
    }

    private void Handle(ImportModel command)
    {
        if (_imports.TryGetValue(command.ModelId, out Import? import) && import.AttemptId == command.AttemptId)
        {
            import.Waiting.Add(Sender);
            return;
        }

        bool isThere = Models.TryGetValue(command.ModelId.Value, out FittedModel? there);
        if (import is null && !isThere)
            Read(command);
        else if (there?.ImportKey == command.AttemptId.Value)
            Sender.Tell(new ModelImported(ProjectId, command.ModelId));
        else
            Refuse(Fault.ModelTaken(command.ModelId.Value));
    }

    private void Read(ImportModel command)
    {
        (ModelId id, AttemptId attempt, string text) = (command.ModelId, command.AttemptId, command.Text);
        _imports.Add(id, new Import(attempt, [Sender]));
        Services.Compute.Run(() => ModelArchive.Read(text) with { ModelId = id.Value, ImportKey = attempt.Value }).PipeTo(
            Self,
            success: model => new ModelRead(id, model, null),
            failure: cause => new ModelRead(id, null, cause));
    }

    private void Handle(ModelRead read)
    {
        if (read.Model is null)
            Reply(read.ModelId, new Refused(FaultOf(read.Cause!)));
        else if (IsErasing)
            Reply(read.ModelId, new Refused(Unknown));
        else if (Models.ContainsKey(read.ModelId.Value)) // built meanwhile
            Reply(read.ModelId, new Refused(Fault.ModelTaken(read.ModelId.Value)));
        else
            Keep(read.ModelId, read.Model);
    }

    private void Keep(ModelId id, FittedModel model) => Store(new ProjectProtocol.ModelStored(ProjectId, model), stored =>
    {
        Apply(stored);
        Reply(id, new ModelImported(ProjectId, id));
    });

    private void Reply(ModelId id, IReply reply)
    {
        if (!_imports.Remove(id, out Import? import)) return;
        import.Waiting.ForEach(waiting => waiting.Tell(reply));
    }

    private sealed record Import(AttemptId AttemptId, List<IActorRef> Waiting);

    private sealed record ModelRead(ModelId ModelId, FittedModel? Model, Exception? Cause) : INoSerializationVerificationNeeded;
}
