using Fusion.Node.Admin;
using Fusion.Node.Hosting;
using Fusion.Node.Options;
using Fusion.Node.Tests.Support;

namespace Fusion.Node.Tests.Admin;

public sealed class AdminTokenSpec : IDisposable
{
    private const string Configured = "0123456789abcdef";

    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void The_first_start_makes_a_token_that_only_its_owner_reads_and_later_ones_keep_it()
    {
        DataFolder folder = DataFolder.Open(_temp["data"]);

        AdminToken.Open(new AdminOptions(), folder);
        string made = AdminToken.Read(folder.AdminToken);
        AdminToken again = AdminToken.Open(new AdminOptions(), folder);

        Assert.Equal(64, made.Length);
        Assert.True(again.IsShownBy($"Bearer {made}"));
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder.AdminToken));
    }

    [Fact]
    public void Two_nodes_make_two_tokens()
    {
        DataFolder one = DataFolder.Open(_temp["one"]), other = DataFolder.Open(_temp["other"]);
        AdminToken.Open(new AdminOptions(), one);
        AdminToken.Open(new AdminOptions(), other);

        Assert.NotEqual(AdminToken.Read(one.AdminToken), AdminToken.Read(other.AdminToken));
    }

    [Fact]
    public void A_configured_token_leaves_no_file()
    {
        DataFolder folder = DataFolder.Open(_temp["data"]);

        AdminToken token = AdminToken.Open(new AdminOptions { Token = Configured }, folder);

        Assert.True(token.IsShownBy($"Bearer {Configured}"));
        Assert.False(File.Exists(folder.AdminToken));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Bearer ")]
    [InlineData(Configured)]
    [InlineData($"bearer {Configured}")]
    [InlineData($"Basic {Configured}")]
    [InlineData($"Bearer {Configured}0")]
    [InlineData("Bearer 0123456789abcde")]
    [InlineData("Bearer 0123456789ABCDEF")]
    public void What_is_not_exactly_the_token_is_not_let_in(string? header)
    {
        Assert.False(AdminToken.Open(new AdminOptions { Token = Configured }, DataFolder.Open(_temp["data"])).IsShownBy(header));
    }

    [Fact]
    public void A_file_without_a_token_is_named()
    {
        DataFolder folder = DataFolder.Open(_temp["data"]);
        File.WriteAllText(folder.AdminToken, "short\n");

        NodeException refused = Assert.Throws<NodeException>(() => AdminToken.Open(new AdminOptions(), folder));

        Assert.Equal($"The file {folder.AdminToken} holds no admin token", refused.Message);
    }
}
