using Akka.Actor;
using Fusion.Contracts;
using Fusion.Contracts.Protocols;
using Fusion.Contracts.Services;

namespace Fusion.Node.Admin;

/// <summary>Asks actors of any node on behalf of operators; long answers are collected.</summary>
internal sealed class Questions(IParcelService parcels)
{
    /// <summary>Longest wait for an answer.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Asks.</summary>
    /// <exception cref="AskTimeoutException">There was no answer in time.</exception>
    public async Task<IReply> AskAsync(ICanTell actor, IFusionMessage question, CancellationToken cancellationToken) =>
        await parcels.WholeAsync(await actor.Ask<IReply>(question, Patience, cancellationToken), Patience, cancellationToken);
}
