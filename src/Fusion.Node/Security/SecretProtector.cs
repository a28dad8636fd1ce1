using System.Security.Cryptography;
using Fusion.Contracts.Services;
using Fusion.Node.Hosting;
using Microsoft.AspNetCore.DataProtection;

namespace Fusion.Node.Security;

/// <summary>Encrypts secrets with ASP.NET Core Data Protection; its key ring is a folder that only the owner may read. Thread-safe.</summary>
internal sealed class SecretProtector : ISecretProtector
{
    private readonly DirectoryInfo _keys;
    private volatile IDataProtector _protector;

    public SecretProtector(DataFolder folder)
    {
        _keys = new DirectoryInfo(folder.Keys);
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
            // Another process on this folder may have begun the key ring a moment after this one had read it.
            _protector = Open();
            return _protector.Unprotect(protectedSecret);
        }
    }

    private IDataProtector Open() =>
        DataProtectionProvider.Create(_keys, builder => builder.SetApplicationName("Fusion")).CreateProtector("Fusion.Secrets");
}
