using System.Collections.Immutable;
using System.Text;
using Fusion.Contracts.Projects;
using Fusion.Contracts.Protocols;
using Fusion.Http.Tests.Endpoints;
using Fusion.Http.Tests.Support;
using Fusion.Statistics;
using Fusion.Statistics.Frames;

namespace Fusion.Http.Tests.Ingestion;

/// <summary>A cell that tells how it reads rows, and takes what comes.</summary>
public abstract class IngestionSpec : EndpointSpec
{
    private protected IngestionSpec(ApiFixture fixture)
        : base(fixture)
    {
        Script.On<CellProtocol.UpdateRows>(command => new CellProtocol.RowsUpdated(command.ProjectId, command.AttemptId, command.Frame.RowCount, 0, null))
            .On<IngestionProtocol.UpdateSums>(command => new CellProtocol.RowsUpdated(
                command.ProjectId, command.AttemptId, command.Sums.Rows, command.RejectedRows, command.Error));
        CellIs();
    }

    /// <summary>Creates the cell with parameters, after it has learned a frame.</summary>
    private protected void CellIs(DataFrame? learned = null, params (string Key, string Value)[] parameters)
    {
        AttributeCatalog catalog = learned is null
            ? AttributeCatalog.Empty
            : FrameEncoder.Encode(learned, AttributeCatalog.Empty, EncodeOptions.Default).Catalog;
        var settings = new ProjectSettings("cpu", true, false, parameters.ToImmutableSortedDictionary(pair => pair.Key, pair => pair.Value));
        Script.On<IngestionProtocol.GetIngestionPlan>(question => new IngestionProtocol.IngestionPlanFound(
            question.ProjectId, settings, catalog.Schema, [.. catalog.Categories], MaxAttributes: 100, MaxCategories: 5));
    }

    /// <summary>Sends rows with the SHA-256 of their bytes signed.</summary>
    private protected Task<Answer> SendAsync(string operation, byte[] body, params (string Name, string Value)[] headers) =>
        Host.SendAsync(new SignedMessage("POST", $"/symetry/rest/c1/projects/irisTest/{operation}")
        {
            Bytes = body,
            Sha256 = true,
            Headers = headers.ToDictionary(header => header.Name, header => header.Value),
        });

    private protected Task<Answer> SendCsvAsync(string text, string operation = "learn", params (string Name, string Value)[] headers) =>
        SendAsync(operation, Encoding.UTF8.GetBytes(text), [("Content-Type", "text/csv"), .. headers]);

    /// <summary>The sums that reached the cell.</summary>
    private protected SufficientStatistics Sums => Script.Single<IngestionProtocol.UpdateSums>().Sums;

    /// <summary>A frame of texts; types are letters, one per column, none for no types.</summary>
    private protected static DataFrame Frame(string names, string types, params string[] rows)
    {
        DataFrameBuilder builder = new(
            [.. names.Split(',')], types.Length == 0 ? default : [.. types.Select(letter => ColumnTypes.Parse(letter.ToString()))]);
        foreach (string row in rows)
        {
            foreach (string cell in row.Split(',')) builder.AddCell(Encoding.UTF8.GetBytes(cell));
            builder.EndRow();
        }

        return builder.Build();
    }

    /// <summary>What a cell that has learned nothing makes of a frame.</summary>
    private protected static SufficientStatistics SumsOf(DataFrame frame) =>
        SufficientStatistics.Of(FrameEncoder.Encode(frame, AttributeCatalog.Empty, EncodeOptions.Default).Blocks);

    /// <summary>Many rows of numbers, some missing, as CSV without a header.</summary>
    private protected static string[] ManyRows(int count) =>
        [.. Enumerable.Range(0, count).Select(row => FormattableString.Invariant($"{row * 0.25m},{(row % 7 == 0 ? "" : $"{row % 13}")},{row % 2}"))];
}
