using Fusion.Contracts.Ids;
using Fusion.Contracts.Services;
using Fusion.Node.Hosting;
using Microsoft.Data.Sqlite;

namespace Fusion.Node.Security;

/// <summary>Users and their encrypted keys in a SQLite file. Each question goes to the file, so a change by another process counts at once. Thread-safe.</summary>
internal sealed class UserStore : IUserDirectory
{
    private const string FindSql =
        """
        SELECT users.protected_key, previous_keys.protected_key
        FROM users LEFT JOIN previous_keys ON previous_keys.cid = users.cid AND previous_keys.until > $now
        WHERE users.cid = $cid AND (users.expires IS NULL OR users.expires > $now)
        """;

    private const string KeepSql = "INSERT OR REPLACE INTO previous_keys SELECT cid, protected_key, $until FROM users WHERE cid = $cid;";
    private const string DropSql = "DELETE FROM previous_keys WHERE cid = $cid;";

    private readonly string _connectionString;
    private readonly ISecretProtector _protector;
    private readonly TimeProvider _clock;
    private readonly Lazy<string> _nobodysKey;

    /// <summary>Opens the folder's store, creating it when missing.</summary>
    /// <exception cref="NodeException">The file can't be opened or is damaged.</exception>
    public UserStore(DataFolder folder, ISecretProtector protector, TimeProvider clock)
    {
        _protector = protector;
        _clock = clock;
        _nobodysKey = new Lazy<string>(() => protector.Protect(SecretKeys.New()));
        _connectionString = new SqliteConnectionStringBuilder { DataSource = folder.Users, Pooling = true }.ToString();
        try
        {
            DataFolder.CreateFile(folder.Users);
            using SqliteConnection connection = new(_connectionString);
            connection.Open();
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText =
                """
                PRAGMA journal_mode = WAL;
                CREATE TABLE IF NOT EXISTS users (cid TEXT PRIMARY KEY, protected_key TEXT NOT NULL, created INTEGER NOT NULL, expires INTEGER);
                CREATE TABLE IF NOT EXISTS previous_keys (cid TEXT PRIMARY KEY, protected_key TEXT NOT NULL, until INTEGER NOT NULL);
                """;
            command.ExecuteNonQuery();
        }
        catch (Exception cause) when (cause is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new NodeException($"The users' file {folder.Users} can't be opened: {cause.Message}", cause);
        }
    }

    public async ValueTask<UserCredential?> FindAsync(CustomerId customer, CancellationToken cancellationToken)
    {
        await using SqliteConnection connection = await OpenAsync(cancellationToken);
        await using SqliteCommand command = Command(connection, FindSql, customer);
        await using SqliteDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
        {
            _protector.Unprotect(_nobodysKey.Value); // or who is known would show in the time
            return null;
        }

        string? previous = await reader.IsDBNullAsync(1, cancellationToken) ? null : _protector.Unprotect(reader.GetString(1));
        return new UserCredential(customer, _protector.Unprotect(reader.GetString(0)), previous);
    }

    /// <summary>Adds a user; false, and nothing changed, when the name is taken.</summary>
    public async Task<bool> AddAsync(UserCredential user, DateTimeOffset? expires, CancellationToken cancellationToken) =>
        await WriteAsync("INSERT INTO users VALUES ($cid, $key, $now, $expires) ON CONFLICT DO NOTHING", user, expires, cancellationToken);

    /// <summary>Replaces a user's key; false when there is no such user or the credential has expired. The date of expiry stays.</summary>
    /// <param name="user">The user with the new key.</param>
    /// <param name="grace">How long the old key counts beside the new one; zero for not at all. An older one still counting is dropped.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<bool> RotateAsync(UserCredential user, TimeSpan grace, CancellationToken cancellationToken) => await WriteAsync(
        PreviousSql(grace) + "UPDATE users SET protected_key = $key, created = $now WHERE cid = $cid AND (expires IS NULL OR expires > $now)",
        user,
        expires: null,
        cancellationToken,
        grace);

    /// <summary>Replaces a user's key and date of expiry, null for never; false when there is no such user. One that has expired is known again.</summary>
    /// <inheritdoc cref="RotateAsync"/>
    /// <param name="user">The user with the new key.</param>
    /// <param name="expires">The new date; null for never.</param>
    /// <param name="grace">How long the old key counts beside the new one; zero for not at all.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<bool> RenewAsync(UserCredential user, DateTimeOffset? expires, TimeSpan grace, CancellationToken cancellationToken) => await WriteAsync(
        PreviousSql(grace) + "UPDATE users SET protected_key = $key, created = $now, expires = $expires WHERE cid = $cid",
        user,
        expires,
        cancellationToken,
        grace);

    /// <summary>Removes a user; false when there is no such user. The user's projects stay.</summary>
    public async Task<bool> RemoveAsync(CustomerId customer, CancellationToken cancellationToken)
    {
        await using SqliteConnection connection = await OpenAsync(cancellationToken);
        await using SqliteCommand command = Command(connection, $"{DropSql} DELETE FROM users WHERE cid = $cid RETURNING 1", customer);
        return await command.ExecuteScalarAsync(cancellationToken) is not null;
    }

    /// <summary>All users by name, expired ones included.</summary>
    public async Task<IReadOnlyList<UserRecord>> ListAsync(CancellationToken cancellationToken)
    {
        await using SqliteConnection connection = await OpenAsync(cancellationToken);
        await using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT cid, created, expires FROM users ORDER BY cid";
        await using SqliteDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        var users = new List<UserRecord>();
        while (await reader.ReadAsync(cancellationToken))
        {
            users.Add(new UserRecord(
                CustomerId.Parse(reader.GetString(0)),
                DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(1)),
                await reader.IsDBNullAsync(2, cancellationToken) ? null : DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(2))));
        }
        return users;
    }

    private static string PreviousSql(TimeSpan grace) => grace > TimeSpan.Zero ? KeepSql : DropSql;

    private async Task<bool> WriteAsync(string sql, UserCredential user, DateTimeOffset? expires, CancellationToken cancellationToken, TimeSpan grace = default)
    {
        await using SqliteConnection connection = await OpenAsync(cancellationToken);
        await using var transaction = (SqliteTransaction)await connection.BeginTransactionAsync(cancellationToken);
        await using SqliteCommand command = Command(connection, sql + " RETURNING 1", user.Customer);
        command.Transaction = transaction;
        command.Parameters.AddWithValue("$until", (_clock.GetUtcNow() + grace).ToUnixTimeMilliseconds());
        command.Parameters.AddWithValue("$key", _protector.Protect(user.SecretKey));
        command.Parameters.AddWithValue("$expires", expires is { } date ? date.ToUnixTimeMilliseconds() : DBNull.Value);
        if (await command.ExecuteScalarAsync(cancellationToken) is null) return false; // rolled back, an older key too
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    private SqliteCommand Command(SqliteConnection connection, string sql, CustomerId customer)
    {
        SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("$cid", customer.Value);
        command.Parameters.AddWithValue("$now", _clock.GetUtcNow().ToUnixTimeMilliseconds());
        return command;
    }

    private async Task<SqliteConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection(_connectionString);
        await connection.OpenAsync(cancellationToken);
        return connection;
    }
}
