namespace Fusion.Http.Tests.Support;

/// <summary>One host for the tests of a class, which start from an empty script each.</summary>
public class ApiFixture : IAsyncLifetime
{
    private readonly (string Key, string Value)[] _settings;

    public ApiFixture()
        : this(("ReplyTimeout", "00:00:01"), ("UpdateTimeout", "00:00:01"))
    {
    }

    protected ApiFixture(params (string Key, string Value)[] settings) => _settings = settings;

    private protected ApiHost Host { get; private set; } = null!;

    public async Task InitializeAsync() => Host = await ApiHost.StartAsync(_settings);

    public async Task DisposeAsync() => await Host.DisposeAsync();

    internal ApiHost Fresh()
    {
        Host.Script.Clear();
        Host.Users.Clear();
        Host.Log.Clear();
        return Host;
    }
}
