using System.Net;
using Fusion.Node.Tests.Support;
using Microsoft.AspNetCore.Builder;

namespace Fusion.Node.Tests.Admin;

/// <summary>Operators and users are answered by listeners that know nothing of each other.</summary>
public sealed class AdminListenerSpec(AdminNode node) : IClassFixture<AdminNode>, IDisposable
{
    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Theory]
    [InlineData("/admin/cluster/status")]
    [InlineData("/admin/cluster/members")]
    [InlineData("/admin/nothing")]
    public async Task Nothing_for_operators_is_on_the_public_listener(string path)
    {
        using HttpResponseMessage answer = await node.GetAsync(node.Public, path, node.Token);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/symetry/rest/c1/projects")]
    [InlineData("/healthz/live")]
    [InlineData("/metrics")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/admin/nothing")]
    public async Task Nothing_for_others_is_on_the_admin_listener(string path)
    {
        using HttpResponseMessage answer = await node.GetAsync(node.Admin, path, node.Token);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000")]
    public async Task Without_the_token_nothing_is_answered(string? token)
    {
        foreach (string path in (string[])["/admin/cluster/status", "/admin/nothing"])
        {
            using HttpResponseMessage answer = await node.GetAsync(node.Admin, path, token);

            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            Assert.Equal("""{"error":"The admin token is missing or wrong"}""", await answer.Content.ReadAsStringAsync());
        }
    }

    [Fact]
    public void It_listens_on_loopback_at_a_port_of_its_own()
    {
        Assert.Equal("127.0.0.1", node.Admin.Host);
        Assert.NotEqual(node.Public.Port, node.Admin.Port);
    }

    [Fact]
    public async Task Several_nodes_with_the_defaults_start_on_one_machine_and_say_where()
    {
        WebApplication[] nodes = [await AdminNode.StartAsync(_temp["one"]), await AdminNode.StartAsync(_temp["two"])];

        string[] urls = [.. ((string[])["one", "two"]).Select(name => File.ReadAllText(Path.Combine(_temp[name], "admin.url")).Trim())];

        Assert.Equal(2, urls.Distinct().Count());
        foreach (WebApplication one in nodes)
        {
            await one.StopAsync();
            await one.DisposeAsync();
        }

        Assert.False(File.Exists(Path.Combine(_temp["one"], "admin.url")));
    }

    [Fact]
    public async Task Switched_off_it_does_not_listen()
    {
        Directory.CreateDirectory(_temp["off"]);
        await File.WriteAllTextAsync(Path.Combine(_temp["off"], "admin.url"), "of a node that was killed");

        await using WebApplication silent = await AdminNode.StartAsync(_temp["off"], ("Fusion:Admin:Url", "off"));

        Assert.False(File.Exists(Path.Combine(_temp["off"], "admin.url")));
        Assert.False(File.Exists(Path.Combine(_temp["off"], "admin.token")));
        await silent.StopAsync();
    }
}
