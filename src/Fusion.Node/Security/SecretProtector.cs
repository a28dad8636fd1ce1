using System.Security.Cryptography;
using Fusion.Contracts.Services;
using Fusion.Node.Hosting;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;

namespace Fusion.Node.Security;

/// <summary>Encrypts secrets with ASP.NET Core Data Protection under the key ring of a vault. Thread-safe.</summary>
internal sealed class SecretProtector : ISecretProtector
{
    private readonly Vault _vault;
    private readonly KeyRingCertificates _certificates;
    private volatile IDataProtector _protector;

    public SecretProtector(Vault vault, KeyRingCertificates certificates)
    {
        _vault = vault;
        _certificates = certificates;
        _protector = Open();
    }

    public string Protect(string secret) => _protector.Protect(secret);

    public string Unprotect(string protectedSecret)
    {
        try
        {
            return _protector.Unprotect(protectedSecret);
        }
        catch (CryptographicException)
        {
            // Another process may have put a key into the ring after this one had read it.
            _protector = Open();
            return _protector.Unprotect(protectedSecret);
        }
    }

    /// <summary>Makes sure that every key of the ring opens: else a new one would be made beside them, and old secrets be lost one by one.</summary>
    /// <exception cref="NodeException">One does not.</exception>
    public void EnsureOpens()
    {
        using ServiceProvider services = Services();
        foreach (IKey key in services.GetRequiredService<IKeyManager>().GetAllKeys())
        {
            try
            {
                _ = key.CreateEncryptor();
            }
            catch (CryptographicException cause)
            {
                throw new NodeException(
                    $"Key {key.KeyId} of the key ring can't be opened: Fusion:KeyRing:Certificate names no certificate, or another one than locked it", cause);
            }
        }
    }

    private IDataProtector Open() => Services().GetRequiredService<IDataProtectionProvider>().CreateProtector("Fusion.Secrets");

    private ServiceProvider Services()
    {
        var services = new ServiceCollection();
        services.Configure<KeyManagementOptions>(options => options.XmlRepository = _vault.Keys);
        _certificates.Apply(services.AddDataProtection().SetApplicationName("Fusion"));
        return services.BuildServiceProvider();
    }
}
