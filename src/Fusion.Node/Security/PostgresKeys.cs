using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Npgsql;

namespace Fusion.Node.Security;

/// <summary>A key ring in a table of a PostgreSQL database. Thread-safe.</summary>
internal sealed class PostgresKeys(string connectionString) : IXmlRepository
{
    /// <summary>Makes the table.</summary>
    public const string TableSql = "CREATE TABLE IF NOT EXISTS fusion_keys (name TEXT PRIMARY KEY, xml TEXT NOT NULL);";

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using NpgsqlConnection connection = new(connectionString);
        connection.Open();
        using NpgsqlCommand command = new("SELECT xml FROM fusion_keys ORDER BY name", connection);
        using NpgsqlDataReader reader = command.ExecuteReader();
        List<XElement> elements = [];
        while (reader.Read()) elements.Add(XElement.Parse(reader.GetString(0)));
        return elements;
    }

    public void StoreElement(XElement element, string friendlyName) => Add(element, friendlyName);

    /// <summary>Stores an element; false, and nothing changed, when the name is taken.</summary>
    public bool Add(XElement element, string name)
    {
        using NpgsqlConnection connection = new(connectionString);
        connection.Open();
        using NpgsqlCommand command = new("INSERT INTO fusion_keys VALUES (@name, @xml) ON CONFLICT DO NOTHING", connection);
        command.Parameters.AddWithValue("@name", name);
        command.Parameters.AddWithValue("@xml", element.ToString(SaveOptions.DisableFormatting));
        return command.ExecuteNonQuery() > 0;
    }
}
