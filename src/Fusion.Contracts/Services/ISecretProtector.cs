namespace Fusion.Contracts.Services;

/// <summary>Encrypts secrets before they reach a message or the journal.</summary>
public interface ISecretProtector
{
    /// <summary>The ciphertext of a secret, as text.</summary>
    string Protect(string secret);

    /// <summary>The secret of a ciphertext.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">The text is damaged or was encrypted with keys that are gone.</exception>
    string Unprotect(string protectedSecret);
}
