using Fusion.Contracts.Services;

namespace Fusion.Http.Tests.Support;

/// <summary>Protects by writing backwards: tests can tell protected from plain.</summary>
internal sealed class ReversingProtector : ISecretProtector
{
    public string Protect(string secret) => new([.. secret.Reverse()]);

    public string Unprotect(string protectedSecret) => Protect(protectedSecret);
}
