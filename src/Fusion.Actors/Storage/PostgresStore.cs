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

    private readonly NpgsqlConnectionStringBuilder _address;

    /// <summary>The database of a connection string.</summary>
    public PostgresStore(string connectionString)
    {
        _address = new NpgsqlConnectionStringBuilder(connectionString);
        if (!_address.ContainsKey("Maximum Pool Size")) _address.MaxPoolSize = Connections;
        _address.ApplicationName ??= "fusion";
    }

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
    protected override Task PrepareAsync(DbConnection connection, CancellationToken cancellationToken) =>
        PostgresTables.EnsureAsync(connection, Connection, Provider, cancellationToken);

    /// <inheritdoc/>
    protected override DbConnection NewConnection() => new NpgsqlConnection(_address.ConnectionString);

    /// <inheritdoc/>
    protected override string CountTablesSql(string table) =>
        $"SELECT COUNT(*) FROM pg_tables WHERE schemaname = current_schema() AND tablename = '{table}'";
}
