using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Xml.Linq;
using Fusion.Node.Hosting;
using Fusion.Node.Options;
using Fusion.Node.Security;
using Fusion.Node.Tests.Support;

namespace Fusion.Node.Tests.Security;

/// <summary>A key ring that a certificate locks.</summary>
public sealed class KeyRingCertificatesSpec : IDisposable
{
    private const string Password = "a password";

    private readonly TempFolder _temp = new();
    private readonly FolderVault _vault;
    private readonly string _file;

    public KeyRingCertificatesSpec()
    {
        _vault = FolderVault.Open(DataFolder.Open(_temp["data"]));
        _file = Save("first.pfx", Rsa(years: 1));
    }

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void A_locked_ring_holds_no_key_in_clear_and_opens_with_its_certificate()
    {
        string secret = Protector(_file).Protect("secret");

        Assert.DoesNotContain("masterKey", Text(_vault), StringComparison.Ordinal);
        SecretProtector again = Protector(_file);
        again.EnsureOpens();
        Assert.Equal("secret", again.Unprotect(secret));
    }

    [Fact]
    public void Without_its_certificate_it_is_refused()
    {
        Protector(_file).Protect("secret");

        foreach (SecretProtector other in (SecretProtector[])[new(_vault, KeyRingCertificates.None), Protector(Save("other.pfx", Rsa(years: 1)))])
        {
            NodeException refused = Assert.Throws<NodeException>(other.EnsureOpens);
            Assert.EndsWith(
                "can't be opened: Fusion:KeyRing:Certificate names no certificate, or another one than locked it", refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Of_two_certificates_both_open_and_the_one_that_is_valid_longer_locks()
    {
        X509Certificate2 old = Rsa(years: 1), renewed = Rsa(years: 2);
        string secret = Protector(Save("old.pfx", old)).Protect("secret");

        SecretProtector both = Protector(Save("both.pfx", old, renewed));
        both.EnsureOpens();
        Assert.Equal("secret", both.Unprotect(secret));
        FolderVault fresh = FolderVault.Open(DataFolder.Open(_temp["fresh"]));
        new SecretProtector(fresh, Load(Save("both.pfx", old, renewed))).Protect("secret");
        new SecretProtector(fresh, Load(Save("renewed.pfx", renewed))).EnsureOpens();
    }

    [Fact]
    public void A_key_that_is_locked_later_opens_like_one_that_was_made_so()
    {
        string secret = new SecretProtector(_vault, KeyRingCertificates.None).Protect("secret");
        FolderVault moved = FolderVault.Open(DataFolder.Open(_temp["moved"]));
        Assert.Contains("masterKey", Text(_vault), StringComparison.Ordinal);

        foreach (XElement key in _vault.Keys.GetAllElements()) moved.Keys.StoreElement(Load(_file).Lock(key), $"key-{key.Attribute("id")!.Value}");

        Assert.DoesNotContain("masterKey", Text(moved), StringComparison.Ordinal);
        Assert.Equal("secret", new SecretProtector(moved, Load(_file)).Unprotect(secret));
        Assert.Equal(Text(moved), string.Concat(moved.Keys.GetAllElements().Select(key => Load(_file).Lock(key))));
    }

    [Fact]
    public void A_file_that_can_not_be_used_is_named_and_its_password_is_not()
    {
        using ECDsa curve = ECDsa.Create();
        X509Certificate2 elliptic = new CertificateRequest("CN=ring", curve, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(1));
        string wrong = Save("elliptic.pfx", elliptic);

        Assert.StartsWith($"{wrong} holds no certificate with a private RSA key", Refusal(wrong), StringComparison.Ordinal);
        Assert.StartsWith($"The certificate of the key ring can't be read from {_temp["none.pfx"]}: ", Refusal(_temp["none.pfx"]), StringComparison.Ordinal);
        string refused = Refusal(_file, "another password");
        Assert.StartsWith($"The certificate of the key ring can't be read from {_file}: ", refused, StringComparison.Ordinal);
        Assert.DoesNotContain("another password", refused, StringComparison.Ordinal);
    }

    private static string Refusal(string file, string password = Password) => Assert.Throws<NodeException>(() => Load(file, password)).Message;

    private static KeyRingCertificates Load(string file, string password = Password) =>
        KeyRingCertificates.Load(new KeyRingOptions { Certificate = file, Password = password });

    private static string Text(FolderVault vault) => string.Concat(vault.Keys.GetAllElements());

    private static X509Certificate2 Rsa(int years)
    {
        using RSA key = RSA.Create(2048);
        return new CertificateRequest("CN=ring", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(years));
    }

    private string Save(string name, params X509Certificate2[] certificates)
    {
        File.WriteAllBytes(_temp[name], new X509Certificate2Collection(certificates).Export(X509ContentType.Pkcs12, Password)!);
        return _temp[name];
    }

    private SecretProtector Protector(string file) => new(_vault, Load(file));
}
