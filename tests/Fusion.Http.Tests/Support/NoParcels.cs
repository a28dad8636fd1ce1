using Fusion.Contracts.Protocols;
using Fusion.Contracts.Services;

namespace Fusion.Http.Tests.Support;

/// <summary>A single node, between whose actors nothing is too long.</summary>
internal sealed class NoParcels : IParcelService
{
    public Task<IReply> WholeAsync(IReply answer, TimeSpan timeout, CancellationToken cancellationToken) => answer is ParcelProtocol.Parcel
        ? throw new InvalidOperationException("There is no other node")
        : Task.FromResult(answer);
}
