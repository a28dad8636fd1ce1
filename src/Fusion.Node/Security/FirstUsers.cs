using Fusion.Contracts.Ids;
using Fusion.Contracts.Services;

namespace Fusion.Node.Security;

/// <summary>Sees to it that a node has a user.</summary>
internal static class FirstUsers
{
    /// <summary>The user that the first start creates when none is given.</summary>
    public static readonly CustomerId Name = CustomerId.Parse("admin");

    /// <summary>
    /// Adds the configured users that are missing; one that exists keeps key and date of expiry, which the command line may have changed. When there is no
    /// user at all, creates one.
    /// </summary>
    /// <param name="store">The users.</param>
    /// <param name="configured"><c>CID:BASE64KEY</c> each, checked before.</param>
    /// <param name="kept">Called for a configured user whose key is another one by now.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The user created, whose key has to be shown now or never; else null.</returns>
    public static async Task<UserCredential?> EnsureAsync(
        UserStore store, IReadOnlyList<string> configured, Action<CustomerId> kept, CancellationToken cancellationToken)
    {
        foreach (string pair in configured)
        {
            if (!UserSpec.TryParse(pair, out UserCredential? user, out _) || await store.AddAsync(user, expires: null, cancellationToken)) continue;
            if ((await store.FindAsync(user.Customer, cancellationToken))?.SecretKey != user.SecretKey) kept(user.Customer);
        }
        if ((await store.ListAsync(cancellationToken)).Count > 0) return null;
        var first = new UserCredential(Name, SecretKeys.New());
        return await store.AddAsync(first, expires: null, cancellationToken) ? first : null;
    }
}
