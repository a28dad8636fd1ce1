using Fusion.Actors.Hosting;
using Fusion.Node.Options;
using Npgsql;

namespace Fusion.Node.Tests.Options;

public sealed class DatabaseAddressSpec
{
    [Theory]
    [InlineData("postgres://u:p%40ss%3Aword@db.example:6543/fusion?SSL%20Mode=Require", "db.example", 6543, "u", "p@ss:word", "fusion")]
    [InlineData("postgresql://u@localhost/fusion", "localhost", 5432, "u", null, "fusion")]
    [InlineData("postgres://[::1]:1/f", "::1", 1, null, null, "f")]
    [InlineData("Host=h;Port=1;Username=u;Password=p;Database=d", "h", 1, "u", "p", "d")]
    public void A_database_is_named_by_url_or_by_keys(string text, string host, int port, string? user, string? password, string database)
    {
        (StorageKind kind, string connectionString) = DatabaseAddress.Of(text, "unused");

        NpgsqlConnectionStringBuilder address = new(connectionString);
        Assert.Equal(StorageKind.Postgres, kind);
        Assert.Equal((host, port, user, password, database), (address.Host?.Trim('[', ']'), address.Port, address.Username, address.Password, address.Database));
    }

    [Fact]
    public void Sqlite_is_the_file() => Assert.Equal((StorageKind.Sqlite, "Data Source=/d/fusion.db"), DatabaseAddress.Of("sqlite", "/d/fusion.db"));

    [Theory]
    [InlineData("mysql://u:p@h/d")]
    [InlineData("postgres://u:p@h")]
    [InlineData("postgres://u:p@h/d?NoSuchKey=1")]
    [InlineData("Database=d")]
    [InlineData("mysql")]
    [InlineData("")]
    public void Anything_else_names_none(string text) => Assert.False(DatabaseAddress.TryParse(text, out _));
}
