using System.Data.Common;
using Fusion.Actors.Hosting;
using LinqToDB;
using Microsoft.Data.Sqlite;

namespace Fusion.Actors.Storage;

/// <summary>Journal and snapshots in one SQLite file, safe against kill -9 and, with full synchronisation, against power loss.</summary>
internal sealed class SqliteStore(string connectionString) : Store
{
    private const int Full = 13, NotADatabase = 26, Corrupt = 11; // SQLite's result codes
    private const int NoRoomForIndex = 4_874; // SQLITE_IOERR_SHMSIZE
    private const int MostFindings = 20;

    private readonly string _file = new SqliteConnectionStringBuilder(connectionString).DataSource;
    private string? _silentDamage;

    /// <inheritdoc/>
    public override string? SilentDamage => _silentDamage;

    /// <inheritdoc/>
    public override string Name => $"SQLite file {_file}";

    /// <inheritdoc/>
    public override string Identity => $"{Environment.MachineName} {Path.GetFullPath(_file)}";

    /// <inheritdoc/>
    public override string Provider => ProviderName.SQLiteMS;

    /// <inheritdoc/>
    public override DataOptions Connection => new DataOptions()
        .UseConnectionString(Provider, connectionString)
        .UseAfterConnectionOpened(Synchronise, (connection, _) =>
        {
            Synchronise(connection);
            return Task.CompletedTask;
        });

    /// <inheritdoc/>
    public override async Task OpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            _silentDamage = WriteAheadLog.FindDamage($"{_file}-wal"); // before SQLite opens the file and drops what follows the damage
            await using DbConnection connection = await ConnectAsync(cancellationToken);
            await ScalarAsync(connection, "PRAGMA journal_mode=WAL", cancellationToken); // a property of the file: set once, before the journal opens it
        }
        catch (SqliteException cause) when (!IsDamaged(cause) || cause.SqliteErrorCode == NotADatabase)
        {
            throw new StorageException(Explain(cause));
        }
        catch (SqliteException)
        {
            // What is damaged is looked for and told by whoever asks next.
        }
    }

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<string>> FindStructuralDamageAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        List<string> findings = [];
        await using DbCommand command = connection.CreateCommand();
        // Not quick_check: the whole one compares the indexes too, which hold each entity's name and number a second time.
        command.CommandText = $"PRAGMA integrity_check({MostFindings})";
        await using DbDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            string finding = reader.GetString(0);
            if (finding != "ok") findings.Add(finding.ReplaceLineEndings(" "));
        }

        return findings;
    }

    /// <inheritdoc/>
    public override ValueTask<DbTransaction> BeginReadAsync(DbConnection connection, CancellationToken cancellationToken) =>
        ValueTask.FromResult<DbTransaction>(((SqliteConnection)connection).BeginTransaction(deferred: true));

    /// <inheritdoc/>
    public override bool IsFull(DbException cause) => cause is SqliteException { SqliteErrorCode: Full } or SqliteException { SqliteExtendedErrorCode: NoRoomForIndex };

    /// <inheritdoc/>
    public override bool IsDamaged(DbException cause) => cause is SqliteException { SqliteErrorCode: Corrupt or NotADatabase };

    /// <inheritdoc/>
    public override string Explain(DbException cause) => $"The journal {_file} can't be opened: {cause.Message}";

    /// <inheritdoc/>
    protected override DbConnection NewConnection() => new SqliteConnection(connectionString);

    /// <inheritdoc/>
    protected override string CountTablesSql(string table) => $"SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = '{table}'";

    /// <summary>Every commit reaches the disk before it is acknowledged.</summary>
    private static void Synchronise(DbConnection connection)
    {
        using DbCommand command = connection.CreateCommand();
        command.CommandText = "PRAGMA synchronous=FULL";
        command.ExecuteNonQuery();
    }
}
