using Fusion.Client;
using Fusion.Client.Entities;
using Fusion.Node.Admin;
using Fusion.Node.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;

namespace Fusion.Node.Tests.Support;

/// <summary>A whole node in this process, on free ports and a data folder of its own, with a cell that knows three rows and a model built by a job.</summary>
public sealed class AdminNode : IAsyncLifetime, IDisposable
{
    public const string Key = "AAECAwQFBgcICQoLDA0ODw==";

    private readonly TempFolder _temp = new();
    private readonly HttpClient _http = new();
    private WebApplication? _app;

    /// <summary>The user that owns the cell.</summary>
    public const string Customer = "c1";

    public string Data => _temp["data"];

    public Uri Public => new(_app!.Urls.First());

    public Uri Admin => new(File.ReadAllText(Path.Combine(Data, "admin.url")).Trim());

    public string Token => File.ReadAllText(Path.Combine(Data, "admin.token")).Trim();

    /// <summary>The number of the job that built the model.</summary>
    public long Job { get; private set; }

    public IServiceProvider Services => _app!.Services;

    public async Task InitializeAsync()
    {
        _app = await StartAsync(Data, ("Fusion:Admin:Url", "http://127.0.0.1:0"));
        var client = new FusionClient(_http, Public, Customer, Key);
        await client.CreateProjectAsync("north");
        await client.LearnAsync("north", new Frame(["age", "bought"], ["C", "B"], [["34", "1"], ["51", "0"], ["28", "1"]]));
        await client.CreateFusionAsync("all", [new FusionCell(Public.ToString(), Customer, Key, "north")]);
        Job = await client.BuildAsync("north", "m", "lda", new MlContext { InputAttributeNames = ["age"], TargetAttributeNames = ["bought"] });
        await client.WaitForJobAsync(Job);
    }

    /// <summary>Starts a node on a folder.</summary>
    internal static async Task<WebApplication> StartAsync(string data, params (string Key, string Value)[] settings)
    {
        Dictionary<string, string?> all = new()
        {
            ["Fusion:Http:Url"] = "http://127.0.0.1:0",
            ["Fusion:Actors:Port"] = "0",
            ["Fusion:Data"] = data,
            ["Fusion:Users:0"] = $"{Customer}:{Key}",
            ["Logging:LogLevel:Default"] = "Error",
        };
        foreach ((string key, string value) in settings) all[key] = value;
        (WebApplication app, _) = await NodeHost.StartAsync(new ConfigurationBuilder().AddInMemoryCollection(all).Build(), CancellationToken.None);
        return app;
    }

    /// <summary>Asks a path with a header of its own.</summary>
    internal async Task<HttpResponseMessage> GetAsync(Uri node, string path, string? token)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, new Uri(node, path));
        if (token is not null) request.Headers.TryAddWithoutValidation("Authorization", AdminToken.HeaderOf(token));
        return await _http.SendAsync(request);
    }

    public async Task DisposeAsync()
    {
        await _app!.StopAsync();
        await _app.DisposeAsync();
    }

    public void Dispose()
    {
        _http.Dispose();
        _temp.Dispose();
    }
}
