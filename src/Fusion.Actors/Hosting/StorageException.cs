using System.Data.Common;
using Fusion.Actors.Storage;

namespace Fusion.Actors.Hosting;

/// <summary>The store of journal and snapshots can't be used; the message says in one line why, and never holds a password.</summary>
public sealed class StorageException(string message) : Exception(message)
{
    /// <summary>The same of a PostgreSQL database that someone else has asked.</summary>
    /// <param name="connectionString">The database.</param>
    /// <param name="cause">What the driver said.</param>
    public static StorageException OfPostgres(string connectionString, DbException cause) => new(new PostgresStore(connectionString).Explain(cause));
}
