using Akka.Actor;
using Akka.Hosting;
using Fusion.Contracts.Regions;
using Fusion.Contracts.Services;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Fusion.Http.Tests.Support;

/// <summary>The REST layer on a real server on a free loopback port, before a <see cref="Support.Script"/>.</summary>
internal sealed class ApiHost : IAsyncDisposable
{
    // One for all tests: it costs more to start than all the rest, and scripts share nothing.
    private static readonly ActorSystem System = ActorSystem.Create("script", "akka.loglevel = OFF \n akka.stdout-loglevel = OFF");

    private readonly WebApplication _app;
    private readonly IActorRef _actor;
    private readonly HttpClient _client;

    private ApiHost(WebApplication app, IActorRef actor, Script script, Users users)
    {
        _app = app;
        _actor = actor;
        Script = script;
        Users = users;
        string address = app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single();
        _client = new HttpClient { BaseAddress = new Uri(address) };
    }

    public Script Script { get; }

    public Users Users { get; }

    public TestClock Clock => (TestClock)_app.Services.GetRequiredService<TimeProvider>();

    public TestLog Log => (TestLog)_app.Services.GetRequiredService<ILoggerProvider>();

    public IServiceProvider Services => _app.Services;

    /// <summary>The address as a client writes it, without a slash at the end.</summary>
    public string Address => _client.BaseAddress!.ToString().TrimEnd('/');

    public static async Task<ApiHost> StartAsync(params (string Key, string Value)[] settings)
    {
        var script = new Script();
        var users = new Users();
        IActorRef actor = System.ActorOf(script.Props());
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Debug).AddProvider(new TestLog());
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create($"Fusion:Http:{setting.Key}", (string?)setting.Value)));
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton<TimeProvider>(new TestClock());
        builder.Services.AddSingleton<IUserDirectory>(users);
        builder.Services.AddSingleton<ISecretProtector, ReversingProtector>();
        builder.Services.AddSingleton<IParcelService, NoParcels>();
        builder.Services.AddSingleton<IRequiredActor<CustomerRegion>>(new ScriptedRegion<CustomerRegion>(actor));
        builder.Services.AddSingleton<IRequiredActor<CellRegion>>(new ScriptedRegion<CellRegion>(actor));
        builder.Services.AddSingleton<IRequiredActor<FusionRegion>>(new ScriptedRegion<FusionRegion>(actor));
        builder.Services.AddSingleton<IRequiredActor<JobRegion>>(new ScriptedRegion<JobRegion>(actor));
        builder.Services.AddSingleton(System);
        builder.Services.AddFusionHttp();
        WebApplication app = builder.Build();
        app.UseFusionHttp();
        app.MapFusionApi();
        await app.StartAsync();
        return new ApiHost(app, actor, script, users);
    }

    /// <summary>Sends a request signed by c1.</summary>
    public Task<Answer> SendAsync(string method, string target, string body = "") => SendAsync(new SignedMessage(method, target, body));

    /// <summary>Sends a request as it is.</summary>
    public async Task<Answer> SendAsync(SignedMessage message)
    {
        using HttpRequestMessage request = message.ToRequest(Address);
        using HttpResponseMessage response = await _client.SendAsync(request);
        return await Answer.ReadAsync(response);
    }

    /// <summary>Stops serving, as a node that leaves.</summary>
    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.DisposeAsync();
        System.Stop(_actor);
    }
}
