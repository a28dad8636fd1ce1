using Fusion.Client;
using Fusion.Contracts.Ids;
using Fusion.Contracts.Services;
using Fusion.Node.Hosting;
using Fusion.Node.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Fusion.Conformance.Tests.Support;

/// <summary>A whole node in this process, on a free loopback port and a data folder of its own; each test brings a user of its own.</summary>
public sealed class ConformanceNode : IAsyncLifetime, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fusion-conformance-");
    private readonly HttpClient _http = new();
    private WebApplication? _app;
    private int _accounts;

    /// <summary>Where the node answers.</summary>
    public Uri Url => new(_app!.Urls.First());

    public async Task InitializeAsync()
    {
        IConfiguration settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Fusion:Http:Url"] = "http://127.0.0.1:0",
            ["Fusion:Actors:Port"] = "0",
            ["Fusion:Data"] = _folder.FullName,
            ["Fusion:Users:0"] = "c1:AAECAwQFBgcICQoLDA0ODw==",
            ["Fusion:Compatibility:NormZLegacy"] = "true", // the printed normZ is of the older kind
            ["Logging:LogLevel:Default"] = "None",
        }).Build();
        (_app, _) = await NodeHost.StartAsync(settings, CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        await _app!.StopAsync();
        await _app.DisposeAsync();
        SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    public void Dispose() => _http.Dispose();

    /// <summary>A user who owns nothing yet.</summary>
    internal async Task<Account> NewAccountAsync()
    {
        Account account = new($"u{Interlocked.Increment(ref _accounts)}", SecretKeys.New());
        UserStore users = _app!.Services.GetRequiredService<UserStore>();
        await users.AddAsync(new UserCredential(CustomerId.Parse(account.Cid), account.Key), expires: null, CancellationToken.None);
        return account;
    }

    /// <summary>The project's own client, which sets the stage.</summary>
    internal FusionClient Client(Account account) => new(_http, Url, account.Cid, account.Key);
}
