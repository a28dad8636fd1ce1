using System.Net.Sockets;
using System.Text;
using Fusion.Contracts.Ids;
using Fusion.Contracts.Protocols;
using Fusion.Http.Authentication;
using Fusion.Http.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Fusion.Http.Tests.Authentication;

/// <summary>Who sends bodies without a key can't shut out those who have one.</summary>
public sealed class UnverifiedBodiesSpec : IAsyncLifetime
{
    private const string Create = "/symetry/rest/c1/projects?pid=p1";
    private const int Announced = 20_000;
    private const int Sent = 15_000;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly List<TcpClient> _slow = [];
    private ApiHost _host = null!;

    private BodyMemory Memory => _host.Services.GetRequiredService<BodyMemory>();

    public async Task InitializeAsync()
    {
        _host = await ApiHost.StartAsync(("MaxBufferedBody", "20000"), ("MaxBodySize", "40000"), ("MaxBodyMemory", "160000"));
        _host.Script.On<CustomerProtocol.CreateProject>(command =>
            new CustomerProtocol.ProjectCreated(command.CustomerId, new ProjectId(command.CustomerId, command.Name, 0)));
    }

    public async Task DisposeAsync()
    {
        _slow.ForEach(connection => connection.Dispose());
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task Bodies_of_unknown_users_hold_no_memory()
    {
        StreamReader answer = await SendAsync("nobody", complete: true);

        Assert.Contains("401", await answer.ReadLineAsync(), StringComparison.Ordinal);
        Assert.Equal(0, Memory.Used);
    }

    [Fact]
    public async Task Bodies_whose_signature_is_not_checked_yet_share_a_part_of_the_memory()
    {
        for (int i = 0; i < 2; i++)
            await SendAsync("c1", complete: false);
        await TestLog.UntilAsync(() => Memory.Unverified > 2 * Sent);
        string body = $$"""{"note":"{{new string('x', 19_000)}}"}""";

        Answer unverified = await _host.SendAsync("POST", Create, body);
        Answer verified = await _host.SendAsync(new SignedMessage("POST", Create, body) { Sha256 = true });

        Assert.Equal((429, "Too many large requests at once; send it again later"), (unverified.Status, unverified.Text));
        Assert.Equal(201, verified.Status);
    }

    [Theory]
    [InlineData("c1")]
    [InlineData("nobody")]
    public async Task A_body_that_does_not_come_in_time_is_refused_and_gives_its_memory_back(string customer)
    {
        StreamReader answer = await SendAsync(customer, complete: false);
        await _host.Clock.StartedAsync(Patience, count: 1);

        _host.Clock.Advance(Patience);

        Assert.Contains("408", await answer.ReadLineAsync(), StringComparison.Ordinal);
        await TestLog.UntilAsync(() => Memory is { Used: 0, Unverified: 0 });
    }

    private async Task<StreamReader> SendAsync(string customer, bool complete)
    {
        var connection = new TcpClient();
        _slow.Add(connection);
        await connection.ConnectAsync("127.0.0.1", new Uri(_host.Address).Port);
        string head = $"POST /symetry/rest/{customer}/projects?pid=p1 HTTP/1.1\r\nHost: h\r\nAuthorization: AAAA\r\nsym-date: {TestKeys.Date}\r\n"
            + $"Content-MD5: AAAA\r\nContent-Length: {Announced}\r\n\r\n";
        await connection.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head + new string(' ', complete ? Announced : Sent)));
        return new StreamReader(connection.GetStream());
    }
}
