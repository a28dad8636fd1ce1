using System.Data.Common;
using Fusion.Node.Hosting;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fusion.Node.Security;

/// <summary>A data folder: users in a SQLite file, the key ring in a folder that only the owner may read.</summary>
internal sealed class FolderVault : Vault
{
    private readonly DataFolder _folder;
    private readonly string _connectionString;

    private FolderVault(DataFolder folder)
    {
        _folder = folder;
        _connectionString = new SqliteConnectionStringBuilder { DataSource = folder.Users, Pooling = true }.ToString();
        Keys = KeysOf(folder);
    }

    public override string Place => $"data  {_folder.Root}";

    public override IXmlRepository Keys { get; }

    /// <summary>Opens the folder's vault, creating the file of users when it is missing.</summary>
    /// <exception cref="NodeException">The file can't be opened or is damaged.</exception>
    public static FolderVault Open(DataFolder folder)
    {
        FolderVault vault = new(folder);
        try
        {
            DataFolder.CreateFile(folder.Users);
            using SqliteConnection connection = new(vault._connectionString);
            connection.Open();
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = $"PRAGMA journal_mode = WAL; {TablesSql}";
            command.ExecuteNonQuery();
            return vault;
        }
        catch (Exception cause) when (cause is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new NodeException($"The users' file {folder.Users} can't be opened: {cause.Message}", cause);
        }
    }

    /// <summary>The key ring of a folder.</summary>
    public static FileSystemXmlRepository KeysOf(DataFolder folder) => new(new DirectoryInfo(folder.Keys), NullLoggerFactory.Instance);

    /// <summary>Lets go of the file, so that it can be moved.</summary>
    public void Release()
    {
        using SqliteConnection connection = new(_connectionString);
        SqliteConnection.ClearPool(connection);
    }

    public override ValueTask<DbTransaction> BeginWriteAsync(DbConnection connection, CancellationToken cancellationToken) =>
        connection.BeginTransactionAsync(cancellationToken);

    protected override DbConnection NewConnection() => new SqliteConnection(_connectionString);
}
