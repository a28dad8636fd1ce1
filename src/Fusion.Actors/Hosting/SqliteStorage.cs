using Akka.Hosting;
using Akka.Persistence.Sql.Config;
using LinqToDB;
using Microsoft.Data.Sqlite;

namespace Fusion.Actors.Hosting;

/// <summary>Journal and snapshot store in one SQLite file, safe against kill -9 and, with full synchronisation, against power loss.</summary>
internal static class SqliteStorage
{
    private const string Provider = ProviderName.SQLiteMS;

    /// <summary>Points the journal and the snapshot store at the file of <see cref="ActorsOptions.ConnectionString"/>.</summary>
    public static AkkaConfigurationBuilder WithSqliteStorage(this AkkaConfigurationBuilder builder, ActorsOptions options)
    {
        EnableWriteAheadLog(options.ConnectionString);
        string quoted = options.ConnectionString.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
        DataOptions connection = new DataOptions()
            .UseConnectionString(Provider, options.ConnectionString)
            .UseAfterConnectionOpened(Synchronise, (c, _) =>
            {
                Synchronise(c);
                return Task.CompletedTask;
            });
        builder.AddSetup(new DataOptionsSetup(connection));
        return builder.AddHocon(
            $$"""
            akka.persistence {
              journal.sql { connection-string = "{{quoted}}", provider-name = "{{Provider}}" }
              snapshot-store.sql { connection-string = "{{quoted}}", provider-name = "{{Provider}}" }
            }
            """,
            HoconAddMode.Prepend);
    }

    /// <summary>The mode is a property of the file: set once, before the journal opens it.</summary>
    private static void EnableWriteAheadLog(string connectionString)
    {
        using SqliteConnection connection = new(connectionString);
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode=WAL";
        command.ExecuteNonQuery();
    }

    /// <summary>Every commit reaches the disk before it is acknowledged.</summary>
    private static void Synchronise(System.Data.Common.DbConnection connection)
    {
        using System.Data.Common.DbCommand command = connection.CreateCommand();
        command.CommandText = "PRAGMA synchronous=FULL";
        command.ExecuteNonQuery();
    }
}
