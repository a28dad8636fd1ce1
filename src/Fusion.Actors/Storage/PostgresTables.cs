using System.Data.Common;
using Akka.Configuration;
using Akka.Persistence.Sql;
using Akka.Persistence.Sql.Config;
using Akka.Persistence.Sql.Db;
using Akka.Persistence.Sql.Journal.Types;
using Akka.Persistence.Sql.Snapshot;
using Fusion.Actors.Hosting;
using LinqToDB;

namespace Fusion.Actors.Storage;

/// <summary>
/// Makes the tables before the journal needs them, one node at a time. Left to itself the journal of each node makes them when it starts: on an empty database
/// two nodes collide, and later each start takes a lock on the tables that waits for every reader and that all writers wait for.
/// </summary>
internal static class PostgresTables
{
    /// <summary>Names this work among a database's advisory locks: "fusion" in ASCII.</summary>
    private const long Lock = 0x66_75_73_69_6F_6E;

    private const string TakeLock = "SELECT pg_advisory_xact_lock($1)";

    /// <summary>The last things that are made: with all of them nothing is missing.</summary>
    private const string CountIndexes =
        """
        SELECT COUNT(*) FROM pg_indexes WHERE schemaname = current_schema() AND indexname IN
        ('journal_uq', 'journal_created_idx', 'journal_sequence_number_idx', 'snapshot_created_idx', 'snapshot_sequence_number_idx')
        """;

    private const long Indexes = 5;

    /// <summary>Returns when the tables are there.</summary>
    /// <param name="connection">An open connection to the database.</param>
    /// <param name="options">How the journal connects.</param>
    /// <param name="provider">The kind of database, as the journal names it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="DbException">They can't be made.</exception>
    public static async Task EnsureAsync(DbConnection connection, DataOptions options, string provider, CancellationToken cancellationToken)
    {
        if (await AreThereAsync(connection, cancellationToken)) return;
        await using DbTransaction turn = await connection.BeginTransactionAsync(cancellationToken); // its end gives the lock back
        await using (DbCommand take = connection.CreateCommand())
        {
            take.CommandText = TakeLock;
            take.CommandTimeout = 0; // as long as another node needs
            DbParameter number = take.CreateParameter();
            number.Value = Lock;
            take.Parameters.Add(number);
            await take.ExecuteNonQueryAsync(cancellationToken);
        }

        if (!await AreThereAsync(connection, cancellationToken)) await CreateAsync(options, provider, cancellationToken);
    }

    private static async Task<bool> AreThereAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        await using DbCommand count = connection.CreateCommand();
        count.CommandText = CountIndexes;
        return (long)(await count.ExecuteScalarAsync(cancellationToken))! == Indexes;
    }

    /// <summary>As the journal and the snapshot store do it, by the same settings.</summary>
    private static async Task CreateAsync(DataOptions options, string provider, CancellationToken cancellationToken)
    {
        Config file = ConfigurationFactory.ParseString(await File.ReadAllTextAsync(FusionActorsExtensions.HoconPath, cancellationToken));
        Config name = ConfigurationFactory.ParseString($"provider-name = \"{provider}\"");
        Config Settings(string plugin, Config defaults) => name.WithFallback(file.GetConfig(plugin)).WithFallback(defaults);

        Config events = Settings(SqlPersistence.JournalConfigPath, SqlPersistence.DefaultJournalConfiguration);
        JournalConfig journal = new JournalConfig(events).WithDataOptions(options);
        await using (AkkaDataConnection connection = new AkkaPersistenceDataConnectionFactory(journal).GetConnection())
            await connection.CreateTableAsync<JournalRow>(TableOptions.CreateIfNotExists, journal.GenerateJournalFooter(), cancellationToken);

        Config states = Settings(SqlPersistence.SnapshotStoreConfigPath, SqlPersistence.DefaultSnapshotConfiguration);
        SnapshotConfig store = new SnapshotConfig(states).WithDataOptions(options);
        await using AkkaDataConnection snapshots = new AkkaPersistenceDataConnectionFactory(store).GetConnection();
        await snapshots.CreateTableAsync<LongSnapshotRow>(TableOptions.CreateIfNotExists, store.GenerateSnapshotFooter(), cancellationToken);
    }
}
