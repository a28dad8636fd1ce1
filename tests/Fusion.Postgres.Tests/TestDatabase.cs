using Npgsql;

namespace Fusion.Postgres.Tests;

/// <summary>An empty database of its own on the server that the environment names.</summary>
internal sealed class TestDatabase
{
    private const string Variable = "FUSION_TEST_POSTGRES";

    private readonly UriBuilder _server;

    private TestDatabase(UriBuilder server) => _server = server;

    /// <summary>Its address, as <c>--db</c> takes it.</summary>
    public string Address => _server.Uri.ToString();

    /// <summary>The address with another password, user, port or database.</summary>
    public string With(string? user = null, string? password = null, int? port = null, string? database = null)
    {
        UriBuilder other = new(Address);
        other.UserName = user ?? other.UserName;
        other.Password = password ?? other.Password;
        other.Port = port ?? other.Port;
        other.Path = database ?? other.Path;
        return other.Uri.ToString();
    }

    /// <summary>Makes a database.</summary>
    public static async Task<TestDatabase> CreateAsync()
    {
        string? address = Environment.GetEnvironmentVariable(Variable);
        Assert.True(address is not null, $"{Variable} names no PostgreSQL server, e.g. postgres://postgres@127.0.0.1:5432/postgres; ./test.sh starts one");
        UriBuilder server = new(address!);
        string name = $"fusion_{Guid.NewGuid():N}";
        await RunAsync(server, $"CREATE DATABASE {name}");
        server.Path = name;
        return new TestDatabase(server);
    }

    /// <summary>Runs a command of no result.</summary>
    public Task<int> RunAsync(string sql) => RunAsync(_server, sql);

    /// <summary>The one value of a query.</summary>
    public async Task<T> AskAsync<T>(string sql)
    {
        await using NpgsqlConnection connection = await OpenAsync(_server);
        await using NpgsqlCommand command = new(sql, connection);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Begins to read in a transaction that lasts until the result is disposed of.</summary>
    public async Task<IAsyncDisposable> ReadAsync(string sql)
    {
        NpgsqlConnection connection = await OpenAsync(_server);
        await using NpgsqlCommand command = new(sql, connection, await connection.BeginTransactionAsync());
        await command.ExecuteScalarAsync();
        return connection;
    }

    private static async Task<int> RunAsync(UriBuilder server, string sql)
    {
        await using NpgsqlConnection connection = await OpenAsync(server);
        await using NpgsqlCommand command = new(sql, connection);
        return await command.ExecuteNonQueryAsync();
    }

    private static async Task<NpgsqlConnection> OpenAsync(UriBuilder server)
    {
        NpgsqlConnectionStringBuilder address = new()
        {
            Host = server.Host, Port = server.Port, Username = server.UserName, Database = server.Path.Trim('/'), Pooling = false,
        };
        if (server.Password.Length > 0) address.Password = server.Password;
        NpgsqlConnection connection = new(address.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }
}
