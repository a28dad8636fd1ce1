using Fusion.Contracts.Services;

namespace Fusion.Actors.Tests.Support;

/// <summary>Turns a secret round: enough to tell a protected text from a clear one.</summary>
internal sealed class ReversingProtector : ISecretProtector
{
    public string Protect(string secret) => new([.. secret.Reverse()]);

    public string Unprotect(string protectedSecret) => Protect(protectedSecret);
}
