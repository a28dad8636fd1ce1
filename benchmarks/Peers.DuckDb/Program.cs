using System.Globalization;
using System.Text;
using DuckDB.NET.Data;

// From a CSV file to its covariance matrix with DuckDB. usage: Peers.DuckDb FILE THREADS
string file = args[0];
string[] columns = File.ReadLines(file).First().Split(',');
using var connection = new DuckDBConnection("DataSource=:memory:");
connection.Open();
using DuckDBCommand command = connection.CreateCommand();
command.CommandText = $"SET threads={int.Parse(args[1], CultureInfo.InvariantCulture)}";
command.ExecuteNonQuery();

var query = new StringBuilder("SELECT count(*)");
for (int i = 0; i < columns.Length; i++)
{
    for (int j = 0; j <= i; j++)
        query.Append(CultureInfo.InvariantCulture, $", covar_samp({columns[i]}, {columns[j]})");
}

string types = string.Join(", ", columns.Select(column => $"'{column}': 'DOUBLE'"));
query.Append(CultureInfo.InvariantCulture, $" FROM read_csv('{file}', header = true, delim = ',', quote = '\"', columns = {{{types}}})");
command.CommandText = query.ToString();
using DuckDBDataReader result = command.ExecuteReader();
result.Read();
double covariance = result.GetDouble(1 + (columns.Length * (columns.Length - 1) / 2)); // of the first and the last column
string status = File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
string peak = status.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1];
long rows = result.GetInt64(0);
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"rows {rows} columns {columns.Length} covariance {covariance:R} peak {peak}"));
