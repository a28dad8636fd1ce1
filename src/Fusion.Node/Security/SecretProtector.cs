using System.Security.Cryptography;
using Fusion.Contracts.Services;
using Fusion.Node.Hosting;
using Microsoft.AspNetCore.DataProtection;

namespace Fusion.Node.Security;

/// <summary>
/// Encrypts secrets with ASP.NET Core Data Protection; its key ring is a folder that only the owner may read. A ring that has begun never grows by itself: nodes
/// of a cluster have copies of it, and a key that one of them made would be unknown to the others. Thread-safe.
/// </summary>
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
        DataProtectionProvider.Create(_keys, Configure).CreateProtector("Fusion.Secrets");

    private void Configure(IDataProtectionBuilder builder)
    {
        builder.SetApplicationName("Fusion");
        if (_keys.Exists && _keys.EnumerateFiles("key-*.xml").Any()) builder.DisableAutomaticKeyGeneration(); // one past its date goes on
    }
}
