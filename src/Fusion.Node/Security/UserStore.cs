using System.Data.Common;
using Fusion.Contracts.Ids;
using Fusion.Contracts.Services;

namespace Fusion.Node.Security;

/// <summary>Users and their encrypted keys in a vault. Each question goes there, so a change by another process counts at once. Thread-safe.</summary>
internal sealed class UserStore(Vault vault, ISecretProtector protector, TimeProvider clock) : IUserDirectory
{
    private const string FindSql =
        """
        SELECT users.protected_key, previous_keys.protected_key
        FROM users LEFT JOIN previous_keys ON previous_keys.cid = users.cid AND previous_keys.until > @now
        WHERE users.cid = @cid AND (users.expires IS NULL OR users.expires > @now)
        """;

    private const string KeepSql =
        """
        INSERT INTO previous_keys SELECT cid, protected_key, @until FROM users WHERE cid = @cid
        ON CONFLICT (cid) DO UPDATE SET protected_key = excluded.protected_key, until = excluded.until;
        """;

    private const string DropSql = "DELETE FROM previous_keys WHERE cid = @cid;";

    /// <summary>A failure is not kept: the key ring may be out of reach for a moment.</summary>
    private readonly Lazy<string> _nobodysKey = new(() => protector.Protect(SecretKeys.New()), LazyThreadSafetyMode.PublicationOnly);

    public async ValueTask<UserCredential?> FindAsync(CustomerId customer, CancellationToken cancellationToken)
    {
        await using DbConnection connection = await vault.ConnectAsync(cancellationToken);
        await using DbCommand command = Command(connection, FindSql, customer);
        await using DbDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
        {
            protector.Unprotect(_nobodysKey.Value); // or who is known would show in the time
            return null;
        }

        string? previous = await reader.IsDBNullAsync(1, cancellationToken) ? null : protector.Unprotect(reader.GetString(1));
        return new UserCredential(customer, protector.Unprotect(reader.GetString(0)), previous);
    }

    /// <summary>Adds a user; false, and nothing changed, when the name is taken.</summary>
    public Task<bool> AddAsync(UserCredential user, DateTimeOffset? expires, CancellationToken cancellationToken) =>
        SetKeyAsync("INSERT INTO users VALUES (@cid, @key, @now, @expires) ON CONFLICT DO NOTHING", user, expires, cancellationToken);

    /// <summary>Replaces a user's key; false when there is no such user or the credential has expired. The date of expiry stays.</summary>
    /// <param name="user">The user with the new key.</param>
    /// <param name="grace">How long the old key counts beside the new one; zero for not at all. An older one still counting is dropped.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<bool> RotateAsync(UserCredential user, TimeSpan grace, CancellationToken cancellationToken) => SetKeyAsync(
        PreviousSql(grace) + "UPDATE users SET protected_key = @key, created = @now WHERE cid = @cid AND (expires IS NULL OR expires > @now)",
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
    public Task<bool> RenewAsync(UserCredential user, DateTimeOffset? expires, TimeSpan grace, CancellationToken cancellationToken) => SetKeyAsync(
        PreviousSql(grace) + "UPDATE users SET protected_key = @key, created = @now, expires = @expires WHERE cid = @cid",
        user,
        expires,
        cancellationToken,
        grace);

    /// <summary>Removes a user; false when there is no such user. The user's projects stay.</summary>
    public async Task<bool> RemoveAsync(CustomerId customer, CancellationToken cancellationToken)
    {
        await using DbConnection connection = await vault.ConnectAsync(cancellationToken);
        await using DbCommand command = Command(connection, $"{DropSql} DELETE FROM users WHERE cid = @cid", customer);
        return await WriteAsync(command, cancellationToken);
    }

    /// <summary>All users by name, expired ones included.</summary>
    public async Task<IReadOnlyList<UserRecord>> ListAsync(CancellationToken cancellationToken)
    {
        await using DbConnection connection = await vault.ConnectAsync(cancellationToken);
        await using DbCommand command = connection.CreateCommand();
        command.CommandText = "SELECT cid, created, expires FROM users";
        await using DbDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        var users = new List<UserRecord>();
        while (await reader.ReadAsync(cancellationToken))
        {
            users.Add(new UserRecord(
                CustomerId.Parse(reader.GetString(0)),
                DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(1)),
                await reader.IsDBNullAsync(2, cancellationToken) ? null : DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(2))));
        }

        users.Sort((a, b) => string.CompareOrdinal(a.Customer.Value, b.Customer.Value)); // a database's own order depends on its locale
        return users;
    }

    private static string PreviousSql(TimeSpan grace) => grace > TimeSpan.Zero ? KeepSql : DropSql;

    private async Task<bool> SetKeyAsync(
        string sql, UserCredential user, DateTimeOffset? expires, CancellationToken cancellationToken, TimeSpan grace = default)
    {
        await using DbConnection connection = await vault.ConnectAsync(cancellationToken);
        await using DbCommand command = Command(connection, sql, user.Customer);
        command.AddParameter("@until", (clock.GetUtcNow() + grace).ToUnixTimeMilliseconds());
        command.AddParameter("@key", protector.Protect(user.SecretKey));
        command.AddParameter("@expires", expires?.ToUnixTimeMilliseconds());
        return await WriteAsync(command, cancellationToken);
    }

    /// <summary>Runs a command whose last statement tells whether it found its user; if not nothing has changed.</summary>
    private async Task<bool> WriteAsync(DbCommand command, CancellationToken cancellationToken)
    {
        await using DbTransaction transaction = await vault.BeginWriteAsync(command.Connection!, cancellationToken);
        command.Transaction = transaction;
        command.CommandText += " RETURNING 1";
        if (await command.ExecuteScalarAsync(cancellationToken) is null) return false; // rolled back, an older key too
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    private DbCommand Command(DbConnection connection, string sql, CustomerId customer)
    {
        DbCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.AddParameter("@cid", customer.Value);
        command.AddParameter("@now", clock.GetUtcNow().ToUnixTimeMilliseconds());
        return command;
    }
}
