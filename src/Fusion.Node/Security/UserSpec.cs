using System.Diagnostics.CodeAnalysis;
using Fusion.Contracts.Ids;
using Fusion.Contracts.Services;

namespace Fusion.Node.Security;

/// <summary>Reads <c>CID:BASE64KEY</c> as given on the command line.</summary>
internal static class UserSpec
{
    /// <summary>Splits at the last colon: a key has none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="user">The user when valid.</param>
    /// <param name="error">Why not, without the key, when invalid.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out UserCredential? user, [NotNullWhen(false)] out string? error)
    {
        user = null;
        int colon = text.LastIndexOf(':');
        if (colon < 0)
        {
            error = "A user is given as CID:BASE64KEY";
            return false;
        }
        if (!CustomerId.TryParse(text[..colon], out CustomerId customer, out error)) return false;
        if (!SecretKeys.IsValid(text[(colon + 1)..]))
        {
            error = $"The key of user [{customer}] is not Base64 of 16 bytes";
            return false;
        }
        user = new UserCredential(customer, text[(colon + 1)..]);
        error = null;
        return true;
    }
}
