using Fusion.Client;
using Fusion.Client.Entities;

namespace Fusion.Node.Demo;

/// <summary>Rows on their way into one project.</summary>
/// <param name="Project">The project.</param>
/// <param name="Tables">What it learns, in this order.</param>
/// <param name="Types">Types of the columns.</param>
internal sealed record Learning(string Project, IReadOnlyList<CsvTable> Tables, IReadOnlyList<string> Types)
{
    private const int BatchRows = 500;

    /// <summary>All rows.</summary>
    public int Rows => Tables.Sum(table => table.Rows.Count);

    /// <summary>Sends the rows batch by batch; a batch is sent when the one before is durable.</summary>
    /// <param name="client">Whom to send them to.</param>
    /// <param name="learned">Told the number of rows after each batch.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task RunAsync(FusionClient client, Action<int> learned, CancellationToken cancellationToken)
    {
        foreach (CsvTable table in Tables)
        {
            foreach (IReadOnlyList<string>[] batch in table.Rows.Chunk(BatchRows))
            {
                await client.LearnAsync(Project, new Frame(table.Names, Types, batch), cancellationToken: cancellationToken);
                learned(batch.Length);
            }
        }
    }
}
