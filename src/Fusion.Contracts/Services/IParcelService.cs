using Fusion.Contracts.Protocols;

namespace Fusion.Contracts.Services;

/// <summary>Collects answers that came as parcels.</summary>
public interface IParcelService
{
    /// <summary>Collects one.</summary>
    /// <param name="parcel">The parcel.</param>
    /// <param name="timeout">How long it may take.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The answer; a <see cref="Refused"/> when it could not be had.</returns>
    Task<IReply> CollectAsync(ParcelProtocol.Parcel parcel, TimeSpan timeout, CancellationToken cancellationToken);
}
