using Fusion.Contracts.Ids;
using Fusion.Contracts.Services;

namespace Fusion.Actors.Tests.Support;

/// <summary>Users held in memory.</summary>
internal sealed class FixedUsers : IUserDirectory
{
    private readonly Dictionary<CustomerId, string> _keys = [];

    public void Set(string customer, string key) => _keys[CustomerId.Parse(customer)] = key;

    public ValueTask<UserCredential?> FindAsync(CustomerId customer, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_keys.TryGetValue(customer, out string? key) ? new UserCredential(customer, key) : null);
}
