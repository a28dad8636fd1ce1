using System.Data;
using System.Data.Common;
using LinqToDB;
using Npgsql;

namespace Fusion.Actors.Storage;

/// <summary>Journal and snapshots in a PostgreSQL database, which all nodes of a cluster share.</summary>
internal sealed class PostgresStore : Store
{
    /// <summary>Connections of one node unless the address says otherwise: a hundred, as the driver takes, are all that a server gives by default.</summary>
    private const int Connections = 20;

    /// <summary>
    /// The server's own number, which copies of its files share and nothing else does, and the database and schema in it. Nothing is stored for it, which a
    /// dump would carry elsewhere.
    /// </summary>
    private const string IdentitySql =
        """
        SELECT concat_ws('/', system_identifier, (SELECT oid FROM pg_database WHERE datname = current_database()), current_schema())
        FROM pg_control_system()
        """;

    private readonly NpgsqlConnectionStringBuilder _address;
    private string? _identity;

    /// <summary>The database of a connection string.</summary>
    public PostgresStore(string connectionString)
    {
        _address = new NpgsqlConnectionStringBuilder(connectionString);
        if (!_address.ContainsKey("Maximum Pool Size")) _address.MaxPoolSize = Connections;
        _address.ApplicationName ??= "fusion";
    }

    /// <inheritdoc/>
    public override string Name => $"{Server}, database {_address.Database ?? _address.Username}{(_identity is null ? "" : $" ({_identity})")}";

    /// <inheritdoc/>
    public override string Identity => _identity ?? throw new InvalidOperationException("The store is not open");

    /// <inheritdoc/>
    public override string Provider => ProviderName.PostgreSQL15;

    /// <inheritdoc/>
    public override DataOptions Connection => new DataOptions().UseConnectionString(Provider, _address.ConnectionString);

    /// <inheritdoc/>
    public override bool MakesTables => true;

    private string Server => $"PostgreSQL at {_address.Host}:{_address.Port}";

    /// <inheritdoc/>
    public override async ValueTask<DbTransaction> BeginReadAsync(DbConnection connection, CancellationToken cancellationToken) =>
        await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);

    /// <inheritdoc/>
    public override bool IsFull(DbException cause) => cause.SqlState == PostgresErrorCodes.DiskFull;

    /// <inheritdoc/>
    public override bool IsDamaged(DbException cause) => cause.SqlState is PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted;

    /// <inheritdoc/>
    public override string Explain(DbException cause) => cause.SqlState switch
    {
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
            $"{Server} refuses user [{_address.Username}]: the password is wrong, or the user may not connect",
        PostgresErrorCodes.InvalidCatalogName => $"{Server} has no database [{_address.Database ?? _address.Username}]; create it first",
        null => $"{Server} can't be reached: {cause.GetBaseException().Message}",
        _ => $"{Server} can't be used: {(cause as PostgresException)?.MessageText ?? cause.Message}",
    };

    /// <inheritdoc/>
    protected override async Task PrepareAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        await PostgresTables.EnsureAsync(connection, Connection, Provider, cancellationToken);
        _identity = (string)(await ScalarAsync(connection, IdentitySql, cancellationToken))!;
    }

    /// <inheritdoc/>
    protected override DbConnection NewConnection() => new NpgsqlConnection(_address.ConnectionString);

    /// <inheritdoc/>
    protected override string CountTablesSql(string table) =>
        $"SELECT COUNT(*) FROM pg_tables WHERE schemaname = current_schema() AND tablename = '{table}'";
}
