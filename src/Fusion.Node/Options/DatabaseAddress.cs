using System.Diagnostics.CodeAnalysis;
using Fusion.Actors.Hosting;
using Npgsql;

namespace Fusion.Node.Options;

/// <summary>A PostgreSQL database as the setting names it: <c>postgres://user:password@host:port/database?key=value</c>, or <c>Host=…;Database=…</c>.</summary>
internal static class DatabaseAddress
{
    private const int DefaultPort = 5_432;
    private static readonly string[] Schemes = ["postgres", "postgresql"];

    /// <summary>The kind of a store and its connection string; for <c>sqlite</c> the string is that of <paramref name="file"/>.</summary>
    public static (StorageKind Kind, string ConnectionString) Of(string text, string file) => TryParse(text, out string? connectionString)
        ? (StorageKind.Postgres, connectionString)
        : (StorageKind.Sqlite, new Microsoft.Data.Sqlite.SqliteConnectionStringBuilder { DataSource = file }.ToString());

    /// <summary>The connection string of a PostgreSQL database; false when the text names none.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out string? connectionString)
    {
        connectionString = null;
        try
        {
            NpgsqlConnectionStringBuilder? address = text.Contains("://", StringComparison.Ordinal) ? OfUrl(text) : new NpgsqlConnectionStringBuilder(text);
            if (string.IsNullOrEmpty(address?.Host)) return false;
            connectionString = address.ConnectionString;
            return true;
        }
        catch (Exception wrong) when (wrong is ArgumentException or FormatException or KeyNotFoundException or InvalidCastException)
        {
            return false; // the driver's text may hold the password
        }
    }

    private static NpgsqlConnectionStringBuilder? OfUrl(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out Uri? url) || !Schemes.Contains(url.Scheme) || url.AbsolutePath.Length < 2) return null;
        string[] user = url.UserInfo.Split(':', 2);
        NpgsqlConnectionStringBuilder address = new()
        {
            Host = url.IdnHost,
            Port = url.Port > 0 ? url.Port : DefaultPort,
            Database = Uri.UnescapeDataString(url.AbsolutePath[1..]),
        };
        if (user[0].Length > 0) address.Username = Uri.UnescapeDataString(user[0]);
        if (user.Length > 1) address.Password = Uri.UnescapeDataString(user[1]);
        foreach (string pair in url.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] parts = pair.Split('=', 2);
            address[Uri.UnescapeDataString(parts[0])] = Uri.UnescapeDataString(parts.Length > 1 ? parts[1] : string.Empty);
        }

        return address;
    }
}
