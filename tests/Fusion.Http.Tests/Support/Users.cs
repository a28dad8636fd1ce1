using System.Collections.Concurrent;
using Fusion.Contracts.Ids;
using Fusion.Contracts.Services;

namespace Fusion.Http.Tests.Support;

/// <summary>A directory in memory that knows c1 at first.</summary>
internal sealed class Users : IUserDirectory
{
    private readonly ConcurrentDictionary<string, string> _secrets = new();

    public Users() => Clear();

    public void Add(string customer, string secret) => _secrets[customer] = secret;

    public void Clear()
    {
        _secrets.Clear();
        Add(TestKeys.Customer, TestKeys.Secret);
    }

    public ValueTask<UserCredential?> FindAsync(CustomerId customer, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_secrets.TryGetValue(customer.Value, out string? secret) ? new UserCredential(customer, secret) : null);
}
