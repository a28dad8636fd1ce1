using Fusion.Contracts.Protocols;

namespace Fusion.Contracts.Services;

/// <summary>Collects answers that came as parcels, for those who ask and are no actors.</summary>
public interface IParcelService
{
    /// <summary>The answer itself, collected where a parcel came in its place.</summary>
    /// <param name="answer">What came.</param>
    /// <param name="timeout">How long collecting may take.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The answer; a <see cref="Refused"/> when it could not be had.</returns>
    Task<IReply> WholeAsync(IReply answer, TimeSpan timeout, CancellationToken cancellationToken);
}
