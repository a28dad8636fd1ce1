using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Akka.Remote.Hosting;
using Microsoft.Extensions.Options;

namespace Fusion.Actors.Hosting;

/// <summary>
/// TLS between nodes: each shows a certificate and takes only those it knows by fingerprint, its own among them. So one self-signed certificate for all
/// nodes is enough, no authority of others can let anybody in, and neither names nor dates of expiry keep nodes apart.
/// </summary>
internal static class ClusterTls
{
    private const string File = $"{ActorsOptions.Section}:{nameof(ActorsOptions.TlsCertificate)}";

    /// <summary>What addresses of nodes begin with.</summary>
    public static string ProtocolOf(ActorsOptions options) => options.TlsCertificate.Length == 0 ? "akka.tcp" : "akka.ssl.tcp";

    /// <summary>How nodes speak: encrypted when there is a certificate.</summary>
    /// <exception cref="OptionsValidationException">The certificate can't be used; the text says why and never holds the password.</exception>
    public static RemoteOptions WithTls(this RemoteOptions remote, ActorsOptions options)
    {
        if (options.TlsCertificate.Length == 0) return remote;
        X509Certificate2 own = Load(options);
        HashSet<string> known = [FingerprintOf(own), .. options.TlsPeers.Select(FingerprintListAttribute.Normalise)];
        remote.EnableSsl = true;
        remote.Ssl = new SslOptions
        {
            X509Certificate = own, // as an object: in the settings its password could be read
            SuppressValidation = false,
            RequireMutualAuthentication = true,
            ValidateCertificateHostname = false,
            CustomValidator = (shown, _, _, _, _) => shown is not null && known.Contains(FingerprintOf(shown)),
        };
        return remote;
    }

    private static X509Certificate2 Load(ActorsOptions options)
    {
        try
        {
            X509Certificate2 certificate = X509CertificateLoader.LoadPkcs12FromFile(options.TlsCertificate, options.TlsPassword);
            if (certificate.HasPrivateKey) return certificate;
            throw Refuse(options, "it holds no private key");
        }
        catch (Exception cause) when (cause is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw Refuse(options, cause.Message);
        }
    }

    private static OptionsValidationException Refuse(ActorsOptions options, string reason) => new(
        "",
        typeof(ActorsOptions),
        [$"{File} is [{options.TlsCertificate}], which can't be used: {reason}; "
            + $"allowed is a PKCS #12 file with a private key, and its password in {ActorsOptions.Section}:{nameof(ActorsOptions.TlsPassword)}"]);

    private static string FingerprintOf(X509Certificate2 certificate) => certificate.GetCertHashString(HashAlgorithmName.SHA256);
}
