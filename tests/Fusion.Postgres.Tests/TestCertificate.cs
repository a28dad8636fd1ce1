using System.Diagnostics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Fusion.Postgres.Tests;

/// <summary>A self-signed certificate as <c>openssl</c> makes it, in a file of its own.</summary>
internal sealed class TestCertificate : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fusion-tls-");

    private TestCertificate()
    {
    }

    /// <summary>The PKCS #12 file.</summary>
    public string File => Path.Combine(_folder.FullName, "node.pfx");

    /// <summary>Its password.</summary>
    public string Password { get; } = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));

    /// <summary>The node's settings for it.</summary>
    public Dictionary<string, string> Settings => new() { ["Fusion__Actors__TlsCertificate"] = File, ["Fusion__Actors__TlsPassword"] = Password };

    /// <summary>Makes one by the commands of docs/operations.md.</summary>
    public static async Task<TestCertificate> CreateAsync()
    {
        TestCertificate made = new();
        await made.RunAsync("req -x509 -newkey rsa:2048 -nodes -days 3650 -subj /CN=fusion -keyout node.key -out node.crt");
        await made.RunAsync("pkcs12 -export -inkey node.key -in node.crt -out node.pfx -passout env:TLS_PASSWORD");
        return made;
    }

    public X509Certificate2 Load() => X509CertificateLoader.LoadPkcs12FromFile(File, Password);

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task RunAsync(string arguments)
    {
        ProcessStartInfo start = new("openssl", arguments) { WorkingDirectory = _folder.FullName, RedirectStandardError = true };
        start.Environment["TLS_PASSWORD"] = Password;
        using Process openssl = Process.Start(start)!;
        string said = await openssl.StandardError.ReadToEndAsync();
        await openssl.WaitForExitAsync();
        Assert.True(openssl.ExitCode == 0, said);
    }
}
