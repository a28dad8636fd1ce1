using Fusion.Contracts.Ids;
using Fusion.Contracts.Services;

namespace Fusion.Fuzz.Tests.Targets;

/// <summary>Every name is a user with the same key.</summary>
internal sealed class OneUser(string key) : IUserDirectory
{
    public ValueTask<UserCredential?> FindAsync(CustomerId customer, CancellationToken cancellationToken) =>
        ValueTask.FromResult<UserCredential?>(new UserCredential(customer, key));
}
