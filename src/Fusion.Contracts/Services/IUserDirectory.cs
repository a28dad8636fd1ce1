using Fusion.Contracts.Ids;

namespace Fusion.Contracts.Services;

/// <summary>Who may call. Implementations answer from shared storage, so that an added, rotated or removed user counts at once on every node.</summary>
public interface IUserDirectory
{
    /// <summary>The credential of a customer; null when there is none or it has expired.</summary>
    ValueTask<UserCredential?> FindAsync(CustomerId customer, CancellationToken cancellationToken);
}
