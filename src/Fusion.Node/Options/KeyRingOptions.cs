namespace Fusion.Node.Options;

/// <summary>What locks the keys that encrypt secrets: section <c>Fusion:KeyRing</c>.</summary>
internal sealed class KeyRingOptions
{
    /// <summary>Where the settings are in the configuration.</summary>
    public const string Section = "Fusion:KeyRing";

    /// <summary>
    /// Path of a PKCS #12 file (PFX) with an RSA certificate and its private key, the same on every node. Empty by default: whoever can read the key ring
    /// can read the secrets.
    /// </summary>
    public string Certificate { get; init; } = string.Empty;

    /// <summary>The file's password; belongs in the environment.</summary>
    public string Password { get; init; } = string.Empty;
}
