using System.Text.RegularExpressions;
using Fusion.Node.Hosting;
using Fusion.Node.Security;
using Fusion.Node.Tests.Support;

namespace Fusion.Node.Tests.Security;

public sealed partial class SecretProtectorSpec : IDisposable
{
    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void A_key_past_its_date_is_used_on_so_that_nodes_with_copies_of_the_ring_read_each_other()
    {
        DataFolder one = DataFolder.Open(_temp["one"]), other = DataFolder.Open(_temp["other"]);
        new SecretProtector(one).Protect("the start of the ring");
        string file = Assert.Single(Directory.GetFiles(one.Keys));
        File.WriteAllText(file, ExpirationDate().Replace(File.ReadAllText(file), "<expirationDate>2020-01-02T00:00:00Z</expirationDate>"));
        File.Copy(file, Path.Combine(other.Keys, Path.GetFileName(file)));

        string secret = new SecretProtector(one).Protect("a secret");

        Assert.Equal("a secret", new SecretProtector(other).Unprotect(secret));
        Assert.Single(Directory.GetFiles(one.Keys));
    }

    [GeneratedRegex("<expirationDate>.*</expirationDate>")]
    private static partial Regex ExpirationDate();
}
