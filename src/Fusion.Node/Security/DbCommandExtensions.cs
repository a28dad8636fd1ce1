using System.Data.Common;

namespace Fusion.Node.Security;

/// <summary>What ADO.NET leaves to each driver.</summary>
internal static class DbCommandExtensions
{
    /// <summary>Adds a value by name; null is the database's.</summary>
    public static void AddParameter(this DbCommand command, string name, object? value)
    {
        DbParameter parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value ?? DBNull.Value;
        command.Parameters.Add(parameter);
    }
}
