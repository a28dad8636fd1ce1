using System.Collections.Concurrent;
using Fusion.Contracts.Ids;
using Fusion.Contracts.Services;

namespace Fusion.Http.Tests.Support;

/// <summary>A directory in memory that knows c1 at first.</summary>
internal sealed class Users : IUserDirectory
{
    private readonly ConcurrentDictionary<string, (string Secret, string? Previous)> _secrets = new();

    public Users() => Clear();

    public void Add(string customer, string secret, string? previous = null) => _secrets[customer] = (secret, previous);

    public void Clear()
    {
        _secrets.Clear();
        Add(TestKeys.Customer, TestKeys.Secret);
    }

    public ValueTask<UserCredential?> FindAsync(CustomerId customer, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_secrets.TryGetValue(customer.Value, out (string Secret, string? Previous) keys) ? new UserCredential(customer, keys.Secret, keys.Previous) : null);
}
