using Fusion.Contracts.Protocols;
using Fusion.Contracts.Services;

namespace Fusion.Http.Tests.Support;

/// <summary>A single node, between whose actors nothing is too long.</summary>
internal sealed class NoParcels : IParcelService
{
    public Task<IReply> CollectAsync(ParcelProtocol.Parcel parcel, TimeSpan timeout, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("There is no other node");
}
