using System.Data.Common;
using Fusion.Node.Hosting;
using Fusion.Node.Options;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Fusion.Node.Security;

/// <summary>Where users and the key ring are kept: a data folder, or the database that the nodes of a cluster share. Thread-safe.</summary>
internal abstract class Vault
{
    /// <summary>The tables of users. Times are milliseconds since 1970; of dates of expiry null is never.</summary>
    protected const string TablesSql =
        """
        CREATE TABLE IF NOT EXISTS users (cid TEXT PRIMARY KEY, protected_key TEXT NOT NULL, created BIGINT NOT NULL, expires BIGINT);
        CREATE TABLE IF NOT EXISTS previous_keys (cid TEXT PRIMARY KEY, protected_key TEXT NOT NULL, until BIGINT NOT NULL);
        """;

    /// <summary>The place as its owner knows it, without password: two columns, as the command line prints them.</summary>
    public abstract string Place { get; }

    /// <summary>The key ring as it is stored.</summary>
    public abstract IXmlRepository Keys { get; }

    /// <summary>Opens the vault of a store, creating what is missing.</summary>
    /// <param name="db">The store, as <see cref="NodeOptions.Db"/> names it.</param>
    /// <param name="folder">The data folder; asked for only when the vault is there.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="NodeException">It can't be opened; the text says why.</exception>
    public static async Task<Vault> OpenAsync(string db, Func<DataFolder> folder, CancellationToken cancellationToken) =>
        DatabaseAddress.TryParse(db, out string? connectionString)
            ? await PostgresVault.OpenAsync(connectionString, cancellationToken)
            : FolderVault.Open(folder());

    /// <summary>An open connection to the tables of users.</summary>
    /// <exception cref="DbException">There is none.</exception>
    public async Task<DbConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        DbConnection connection = NewConnection();
        try
        {
            await connection.OpenAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Begins to write; waits until no other process writes.</summary>
    public abstract ValueTask<DbTransaction> BeginWriteAsync(DbConnection connection, CancellationToken cancellationToken);

    /// <summary>A connection that is not open yet.</summary>
    protected abstract DbConnection NewConnection();
}
