using Fusion.Contracts.Ids;
using Fusion.Contracts.Services;
using Fusion.Node.Options;

namespace Fusion.Node.Security;

/// <summary>Sees to it that a node has a user.</summary>
internal static class FirstUsers
{
    /// <summary>Name of the user that the first start creates when none is given.</summary>
    public const string Name = "admin";

    /// <summary>Sets the configured users; when there is none at all, creates one.</summary>
    /// <returns>The user created, whose key has to be shown now or never; else null.</returns>
    public static async Task<UserCredential?> EnsureAsync(UserStore store, NodeOptions options, CancellationToken cancellationToken)
    {
        foreach (string pair in TextList.Split(options.Users))
        {
            if (UserSpec.TryParse(pair, out UserCredential? user, out _)) // checked with the options
                await store.SetAsync(user, cancellationToken);
        }
        if ((await store.ListAsync(cancellationToken)).Count > 0) return null;
        var first = new UserCredential(CustomerId.Parse(Name), SecretKeys.New());
        return await store.AddAsync(first, expires: null, cancellationToken) ? first : null;
    }
}
