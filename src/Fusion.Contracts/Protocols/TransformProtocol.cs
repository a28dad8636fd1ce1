using Fusion.Contracts.Ids;
using Fusion.Statistics.Frames;

namespace Fusion.Contracts.Protocols;

/// <summary>What every project answers about how it sees a frame.</summary>
public static class TransformProtocol
{
    /// <summary>Asks for a frame with what the project adds to it before it learns; a plain project adds nothing.</summary>
    public sealed record Transform(ProjectId ProjectId, DataFrame Frame) : ProjectProtocol.IQuery;

    /// <summary>Answers <see cref="Transform"/>.</summary>
    public sealed record Transformed(DataFrame Frame) : IReply;
}
