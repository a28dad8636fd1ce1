using System.Data.Common;
using Fusion.Actors.Hosting;
using LinqToDB;

namespace Fusion.Actors.Storage;

/// <summary>Where the journal and the snapshots are, and what is particular about it.</summary>
internal abstract class Store
{
    /// <summary>The kind of database, as the journal names it.</summary>
    public abstract string Provider { get; }

    /// <summary>How the journal and the snapshot store connect.</summary>
    public abstract DataOptions Connection { get; }

    /// <summary>What is found when the store is opened that its own reading passes over silently; null when there is none.</summary>
    public virtual string? SilentDamage => null;

    /// <summary>Whether opening it makes the tables; else the journal does when the first entity starts.</summary>
    public virtual bool MakesTables => false;

    /// <summary>What a user reads of where the store is; no password.</summary>
    public abstract string Name { get; }

    /// <summary>The same for all nodes that have this store, whatever name they reach it by, and for no other; known once it is open.</summary>
    public abstract string Identity { get; }

    /// <summary>The store that the settings name; nothing is opened yet.</summary>
    public static Store Of(ActorsOptions options) => options.Storage switch
    {
        StorageKind.Sqlite => new SqliteStore(options.ConnectionString),
        StorageKind.Postgres => new PostgresStore(options.ConnectionString),
        _ => throw new ArgumentOutOfRangeException(nameof(options), options.Storage, "No store of this kind"),
    };

    /// <summary>Makes sure that the store can be used.</summary>
    /// <exception cref="StorageException">It can't; the text says why.</exception>
    public virtual async Task OpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using DbConnection connection = await ConnectAsync(cancellationToken);
            await PrepareAsync(connection, cancellationToken);
        }
        catch (DbException cause)
        {
            throw new StorageException(Explain(cause));
        }
    }

    /// <summary>Asks the store for an answer.</summary>
    /// <exception cref="DbException">There is none.</exception>
    public async Task PingAsync(CancellationToken cancellationToken)
    {
        await using DbConnection connection = await ConnectAsync(cancellationToken);
        await ScalarAsync(connection, "SELECT 1", cancellationToken);
    }

    /// <summary>An open connection.</summary>
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

    /// <summary>Whether a table was made yet.</summary>
    public async Task<bool> HasTableAsync(DbConnection connection, string table, CancellationToken cancellationToken) =>
        Convert.ToInt64(await ScalarAsync(connection, CountTablesSql(table), cancellationToken), System.Globalization.CultureInfo.InvariantCulture) > 0;

    /// <summary>What is wrong with the store as a whole, a line each; empty where the store looks after itself.</summary>
    public virtual Task<IReadOnlyList<string>> FindStructuralDamageAsync(DbConnection connection, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<string>>([]);

    /// <summary>Begins to read everything as it is now, whatever is written meanwhile.</summary>
    public abstract ValueTask<DbTransaction> BeginReadAsync(DbConnection connection, CancellationToken cancellationToken);

    /// <summary>Whether a write failed for want of space.</summary>
    public abstract bool IsFull(DbException cause);

    /// <summary>Whether a read failed because what is stored is damaged.</summary>
    public abstract bool IsDamaged(DbException cause);

    /// <summary>What a user reads about a store that can't be used.</summary>
    public abstract string Explain(DbException cause);

    /// <summary>Makes what must be there before the journal starts; nothing, unless a store says otherwise.</summary>
    /// <exception cref="DbException">It can't be made.</exception>
    protected virtual Task PrepareAsync(DbConnection connection, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>A connection that is not open yet.</summary>
    protected abstract DbConnection NewConnection();

    /// <summary>The query whose one number is above 0 when there is a table; <paramref name="table"/> is a name of the program's own.</summary>
    protected abstract string CountTablesSql(string table);

    /// <summary>The first value that a command gives.</summary>
    protected static async Task<object?> ScalarAsync(DbConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using DbCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync(cancellationToken);
    }
}
