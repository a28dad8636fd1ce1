using Fusion.Contracts.Services;

namespace Fusion.Fuzz.Tests.Targets;

/// <summary>Protects nothing.</summary>
internal sealed class PlainProtector : ISecretProtector
{
    public string Protect(string secret) => secret;

    public string Unprotect(string protectedSecret) => protectedSecret;
}
