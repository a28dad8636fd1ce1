using Fusion.Contracts.Ids;

namespace Fusion.Contracts.Protocols;

/// <summary>How models leave a project as text and come into another.</summary>
public static class ModelExchangeProtocol
{
    /// <summary>Asks for a model as text that an import takes.</summary>
    public sealed record ExportModel(ProjectId ProjectId, ModelId ModelId) : ProjectProtocol.IQuery;

    /// <summary>Answers <see cref="ExportModel"/>, Base64.</summary>
    public sealed record ModelExported(ProjectId ProjectId, ModelId ModelId, string Text) : IReply;

    /// <summary>Keeps an exported model under a name that is free. Sent again under the same attempt it changes nothing.</summary>
    public sealed record ImportModel(ProjectId ProjectId, AttemptId AttemptId, ModelId ModelId, string Text) : ProjectProtocol.ICommand;

    /// <summary>Answers <see cref="ImportModel"/> when the model is stored.</summary>
    public sealed record ModelImported(ProjectId ProjectId, ModelId ModelId) : IReply;
}
