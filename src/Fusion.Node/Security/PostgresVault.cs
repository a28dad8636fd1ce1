using System.Data.Common;
using Fusion.Actors.Hosting;
using Fusion.Node.Hosting;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Npgsql;

namespace Fusion.Node.Security;

/// <summary>The PostgreSQL database of a cluster: every node knows a change at once, and reads what any other has protected.</summary>
internal sealed class PostgresVault : Vault
{
    /// <summary>Connections of one node beside those of its journal: a question of a request takes well under a millisecond.</summary>
    private const int Connections = 10;

    /// <summary>
    /// Held by whoever writes users or makes the tables, until the end of the transaction: <c>CREATE TABLE IF NOT EXISTS</c> alone fails when two begin at once.
    /// </summary>
    private const string LockSql = "SELECT pg_advisory_xact_lock(5077091051608364403)"; // "FusionUs"

    private readonly NpgsqlConnectionStringBuilder _address;

    private PostgresVault(string connectionString)
    {
        _address = new NpgsqlConnectionStringBuilder(connectionString);
        _address.MaxPoolSize = _address.ContainsKey("Maximum Pool Size") ? Math.Min(_address.MaxPoolSize, Connections) : Connections;
        _address.MinPoolSize = Math.Min(_address.MinPoolSize, _address.MaxPoolSize);
        _address.ApplicationName = "fusion-users"; // and so a pool of its own
        Ring = new PostgresKeys(_address.ConnectionString);
    }

    public override string Place => $"db    PostgreSQL at {_address.Host}:{_address.Port}, database {_address.Database ?? _address.Username}";

    public override IXmlRepository Keys => Ring;

    /// <summary>The key ring with what its import needs.</summary>
    public PostgresKeys Ring { get; }

    /// <summary>Opens a database's vault, creating the tables that are missing; several nodes may do so at once.</summary>
    /// <exception cref="NodeException">The database can't be used; the text says why.</exception>
    public static async Task<PostgresVault> OpenAsync(string connectionString, CancellationToken cancellationToken)
    {
        try
        {
            PostgresVault vault = new(connectionString);
            await using DbConnection connection = await vault.ConnectAsync(cancellationToken);
            await using DbTransaction transaction = await vault.BeginWriteAsync(connection, cancellationToken);
            await using DbCommand command = connection.CreateCommand();
            command.CommandText = TablesSql + PostgresKeys.TableSql;
            await command.ExecuteNonQueryAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return vault;
        }
        catch (DbException cause)
        {
            throw new NodeException(StorageException.OfPostgres(connectionString, cause).Message, cause);
        }
    }

    public override async ValueTask<DbTransaction> BeginWriteAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        DbTransaction transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using DbCommand command = connection.CreateCommand();
        command.CommandText = LockSql;
        await command.ExecuteNonQueryAsync(cancellationToken);
        return transaction;
    }

    protected override DbConnection NewConnection() => new NpgsqlConnection(_address.ConnectionString);
}
