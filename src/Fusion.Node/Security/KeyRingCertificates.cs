using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Xml.Linq;
using Fusion.Node.Hosting;
using Fusion.Node.Options;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fusion.Node.Security;

/// <summary>The certificates that lock a key ring, the one that is valid longest first: it locks new keys, all open old ones. May be none.</summary>
internal sealed class KeyRingCertificates
{
    /// <summary>A key ring that is not locked.</summary>
    public static readonly KeyRingCertificates None = new([]);

    /// <summary>How Data Protection marks what it encrypts, and what is encrypted.</summary>
    private static readonly XNamespace Marks = "http://schemas.asp.net/2015/03/dataProtection";

    private readonly X509Certificate2[] _certificates;

    private KeyRingCertificates(X509Certificate2[] certificates) => _certificates = certificates;

    /// <summary>Reads the file that the settings name.</summary>
    /// <exception cref="NodeException">The file can't be read, the password is wrong, or there is no RSA key in it.</exception>
    public static KeyRingCertificates Load(KeyRingOptions options)
    {
        if (options.Certificate.Length == 0) return None;
        try
        {
            X509Certificate2[] certificates =
            [
                .. X509CertificateLoader.LoadPkcs12CollectionFromFile(options.Certificate, options.Password)
                    .Where(certificate => certificate is { HasPrivateKey: true } && certificate.PublicKey.GetRSAPublicKey() is not null)
                    .OrderByDescending(certificate => certificate.NotAfter),
            ];
            if (certificates.Length > 0) return new KeyRingCertificates(certificates);
        }
        catch (Exception cause) when (cause is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new NodeException($"The certificate of the key ring can't be read from {options.Certificate}: {cause.Message}", cause);
        }

        throw new NodeException($"{options.Certificate} holds no certificate with a private RSA key; the key ring needs one (Fusion:KeyRing:Certificate)");
    }

    /// <summary>Lets Data Protection lock and open its keys with them.</summary>
    public void Apply(IDataProtectionBuilder builder)
    {
        if (_certificates.Length == 0) return;
        builder.ProtectKeysWithCertificate(_certificates[0]).UnprotectKeysWithAnyCertificate(_certificates);
    }

    /// <summary>A key as Data Protection would have stored it with them; the key itself when there are none or it is locked already.</summary>
    public XElement Lock(XElement key)
    {
        if (_certificates.Length == 0) return key;
        var locked = new XElement(key);
        var encryptor = new CertificateXmlEncryptor(_certificates[0], NullLoggerFactory.Instance);
        foreach (XElement secret in locked.Descendants().Where(element => (bool?)element.Attribute(Marks + "requiresEncryption") == true).ToArray())
        {
            EncryptedXmlInfo encrypted = encryptor.Encrypt(new XElement(secret));
            secret.ReplaceWith(new XElement(
                Marks + "encryptedSecret",
                new XAttribute("decryptorType", encrypted.DecryptorType.AssemblyQualifiedName!),
                encrypted.EncryptedElement));
        }

        return locked;
    }
}
