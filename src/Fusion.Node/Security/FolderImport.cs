using System.Data.Common;
using System.Xml.Linq;
using Fusion.Contracts.Ids;
using Fusion.Node.Hosting;

namespace Fusion.Node.Security;

/// <summary>
/// Brings what nodes once kept in their data folders into the database of their cluster: users that it lacks, with keys and dates as they are, and the key
/// ring that opens them. The file of users is set aside afterwards, so that a user who is removed later stays removed.
/// </summary>
internal static class FolderImport
{
    /// <summary>Imports a folder; does nothing when it holds neither.</summary>
    /// <param name="folder">The folder, which no other node uses.</param>
    /// <param name="vault">Where all goes.</param>
    /// <param name="certificates">What locks the keys on their way.</param>
    /// <param name="logger">Told of what was done.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task RunAsync(
        DataFolder folder, PostgresVault vault, KeyRingCertificates certificates, ILogger logger, CancellationToken cancellationToken)
    {
        int keys = ImportKeys(FolderVault.KeysOf(folder).GetAllElements(), vault.Ring, certificates);
        if (keys > 0) NodeLog.KeysImported(logger, keys);
        if (!File.Exists(folder.Users)) return;
        var source = FolderVault.Open(folder);
        foreach ((CustomerId customer, bool imported) in await ImportUsersAsync(source, vault, cancellationToken))
        {
            if (imported) NodeLog.UserImported(logger, customer);
            else NodeLog.UserNotImported(logger, customer);
        }

        source.Release();
        File.Move(folder.Users, folder.ImportedUsers, overwrite: true);
    }

    private static int ImportKeys(IEnumerable<XElement> elements, PostgresKeys ring, KeyRingCertificates certificates) => elements
        .Where(element => element.Name == "key" && element.Attribute("id") is not null)
        .Count(key => ring.Add(certificates.Lock(key), $"key-{key.Attribute("id")!.Value}")); // as Data Protection names them

    private static async Task<List<(CustomerId Customer, bool Imported)>> ImportUsersAsync(
        FolderVault source, PostgresVault vault, CancellationToken cancellationToken)
    {
        List<(CustomerId, bool)> users = [];
        await using DbConnection from = await source.ConnectAsync(cancellationToken);
        await using DbConnection to = await vault.ConnectAsync(cancellationToken);
        await using DbTransaction transaction = await vault.BeginWriteAsync(to, cancellationToken);
        await using DbCommand select = from.CreateCommand();
        select.CommandText =
            "SELECT users.cid, users.protected_key, created, expires, previous_keys.protected_key, until FROM users LEFT JOIN previous_keys USING (cid)";
        await using DbDataReader reader = await select.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            object[] user = new object[6];
            reader.GetValues(user);
            users.Add((CustomerId.Parse((string)user[0]), await InsertAsync(to, user, cancellationToken)));
        }

        await transaction.CommitAsync(cancellationToken);
        return users;
    }

    /// <summary>Inserts a user as read, and the previous key if there is one; false when the name is taken.</summary>
    private static async Task<bool> InsertAsync(DbConnection connection, object[] user, CancellationToken cancellationToken)
    {
        await using DbCommand insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO users VALUES (@cid, @key, @created, @expires) ON CONFLICT DO NOTHING";
        insert.AddParameter("@cid", user[0]);
        insert.AddParameter("@key", user[1]);
        insert.AddParameter("@created", user[2]);
        insert.AddParameter("@expires", user[3]);
        if (await insert.ExecuteNonQueryAsync(cancellationToken) == 0) return false;
        if (user[4] is DBNull) return true;
        await using DbCommand keep = connection.CreateCommand();
        keep.CommandText = "INSERT INTO previous_keys VALUES (@cid, @key, @until) ON CONFLICT DO NOTHING";
        keep.AddParameter("@cid", user[0]);
        keep.AddParameter("@key", user[4]);
        keep.AddParameter("@until", user[5]);
        await keep.ExecuteNonQueryAsync(cancellationToken);
        return true;
    }
}
