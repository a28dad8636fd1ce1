using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Fusion.Campaign;
using Fusion.Client;
using Fusion.Client.Entities;

namespace Fusion.Postgres.Tests;

/// <summary>TLS between nodes.</summary>
public sealed class TlsSpec
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Nodes_with_the_certificate_form_a_cluster_that_lets_nobody_else_in()
    {
        TestDatabase database = await TestDatabase.CreateAsync();
        using TestCertificate certificate = await TestCertificate.CreateAsync(), foreign = await TestCertificate.CreateAsync();
        int[] ports = [.. new[] { ClusterNode.FreePort(), ClusterNode.FreePort() }.Order()];
        ClusterNode[] nodes = ClusterNode.Cluster(database.Address, ports, certificate.Settings);
        await using ClusterNode first = nodes[0], second = nodes[1];
        using HttpClient http = new();
        await first.StartAsync();
        await second.StartAsync();
        FusionClient one = first.Client(http, Patience), other = second.Client(http, Patience);
        await one.CreateProjectAsync("rows");
        await one.LearnAsync("rows", Batch.Of(1, 1, 0).ToFrame());
        ProjectDigest digest = await one.DigestAsync("rows");

        Assert.Equal(digest, await other.DigestAsync("rows"));

        using X509Certificate2 known = certificate.Load(), unknown = foreign.Load();
        Assert.Equal((true, known.GetCertHashString(HashAlgorithmName.SHA256)), await KnockAsync(ports[0], known));
        Assert.False((await KnockAsync(ports[0], unknown)).Open);
        Assert.False((await KnockAsync(ports[0], null)).Open);
        Assert.DoesNotContain(certificate.Password, first.Log + second.Log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("akka.ssl.tcp://fusion@127.0.0.1:{0}")]
    [InlineData("127.0.0.1:{0}")]
    public async Task A_member_is_asked_to_leave_by_the_address_that_status_shows_or_by_host_and_port(string form)
    {
        TestDatabase database = await TestDatabase.CreateAsync();
        using TestCertificate certificate = await TestCertificate.CreateAsync();
        int[] ports = [.. new[] { ClusterNode.FreePort(), ClusterNode.FreePort() }.Order()];
        ClusterNode[] nodes = ClusterNode.Cluster(database.Address, ports, certificate.Settings);
        await using ClusterNode staying = nodes[0], leaving = nodes[1];
        await staying.StartAsync();
        await leaving.StartAsync();
        (_, string status) = await leaving.RunAsync("cluster", "status", "--json");
        string[] members = [.. ports.Select(port => $"akka.ssl.tcp://fusion@127.0.0.1:{port}")];
        Assert.Equal(members[1], JsonSerializer.Deserialize<JsonElement>(status).GetProperty("node").GetString());

        (int refused, _, string refusal) = await FusionCli.RunAsync("cluster", "down", "127.0.0.1:1", "--data", staying.DataFolder);
        (int code, string said) = await staying.RunAsync("cluster", "leave", string.Format(CultureInfo.InvariantCulture, form, ports[1]));

        Assert.Equal((1, $"fusion: No member has the address [127.0.0.1:1]; the members are {members[0]}, {members[1]}\n"), (refused, refusal));
        Assert.Equal((0, $"leave asked of {members[1]}\n"), (code, said));
        using CancellationTokenSource patience = new(Patience);
        await leaving.WaitForExitAsync(patience.Token);
    }

    [Fact]
    public async Task Nodes_change_to_the_next_certificate_one_by_one()
    {
        TestDatabase database = await TestDatabase.CreateAsync();
        using TestCertificate old = await TestCertificate.CreateAsync(), next = await TestCertificate.CreateAsync();
        int[] ports = [.. new[] { ClusterNode.FreePort(), ClusterNode.FreePort() }.Order()];
        await using ClusterNode first = ClusterNode.Cluster(database.Address, ports, Knowing(old, next))[0];
        await using ClusterNode second = ClusterNode.Cluster(database.Address, ports, Knowing(next, old))[1];

        await first.StartAsync();
        await second.StartAsync();
        using HttpClient http = new();
        await first.Client(http, Patience).CreateProjectAsync("rows");

        Assert.Equal(await first.Client(http, Patience).DigestAsync("rows"), await second.Client(http, Patience).DigestAsync("rows"));
    }

    [Fact]
    public async Task A_wrong_password_is_told_and_not_shown()
    {
        TestDatabase database = await TestDatabase.CreateAsync();
        using TestCertificate certificate = await TestCertificate.CreateAsync();
        Dictionary<string, string> settings = new(certificate.Settings) { ["Fusion__Actors__TlsPassword"] = "the-wrong-one" };
        ClusterNode[] nodes = ClusterNode.Cluster(database.Address, 2, settings);
        await using ClusterNode node = nodes[0], never = nodes[1];
        using CancellationTokenSource patience = new(Patience);

        node.Launch();
        await node.WaitForExitAsync(patience.Token);

        Assert.StartsWith($"fusion: Fusion:Actors:TlsCertificate is [{certificate.File}], which can't be used: ", node.Log, StringComparison.Ordinal);
        Assert.EndsWith("allowed is a PKCS #12 file with a private key, and its password in Fusion:Actors:TlsPassword", node.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("the-wrong-one", node.Log, StringComparison.Ordinal);
    }

    private static Dictionary<string, string> Knowing(TestCertificate own, TestCertificate other)
    {
        using X509Certificate2 peer = other.Load();
        return new(own.Settings) { ["Fusion__Actors__TlsPeers__0"] = peer.GetCertHashString(HashAlgorithmName.SHA256) };
    }

    /// <summary>Shows a certificate, or none, to a node's port: whether it stays open, and the fingerprint of what the node shows.</summary>
    private static async Task<(bool Open, string? Fingerprint)> KnockAsync(int port, X509Certificate2? certificate)
    {
        using TcpClient tcp = new();
        await tcp.ConnectAsync("127.0.0.1", port);
        await using SslStream tls = new(tcp.GetStream());
        SslClientAuthenticationOptions options = new()
        {
            TargetHost = "fusion",
            RemoteCertificateValidationCallback = (_, shown, _, _) => shown is not null, // which one it is the test compares
            LocalCertificateSelectionCallback = (_, _, _, _, _) => certificate!,
        };
        try
        {
            await tls.AuthenticateAsClientAsync(options);
            string? fingerprint = tls.RemoteCertificate?.GetCertHashString(HashAlgorithmName.SHA256);
            using CancellationTokenSource quiet = new(TimeSpan.FromSeconds(2)); // a node that takes the certificate waits for the first word
            int read = await tls.ReadAsync(new byte[1], quiet.Token);
            return (read > 0, fingerprint);
        }
        catch (OperationCanceledException)
        {
            return (true, tls.RemoteCertificate?.GetCertHashString(HashAlgorithmName.SHA256));
        }
        catch (Exception closed) when (closed is IOException or AuthenticationException)
        {
            return (false, null);
        }
    }
}
