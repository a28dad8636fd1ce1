using System.Collections.Immutable;
using Fusion.Contracts.Ids;
using Fusion.Contracts.Projects;
using Fusion.Contracts.Protocols;
using Fusion.Http;
using Fusion.Http.Authentication;
using Fusion.Http.Envelopes;
using Fusion.Http.Ingestion;
using Fusion.Models;
using Fusion.Statistics;
using Fusion.Statistics.Frames;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Fusion.Fuzz.Tests.Targets;

/// <summary>Bodies with rows that are read as they come.</summary>
internal static class TableTargets
{
    private const int LargestBatch = 1 << 20;

    private static readonly IOptions<HttpOptions> Options = Microsoft.Extensions.Options.Options.Create(new HttpOptions());
    private static readonly BodyReader Bodies = new(new BodyMemory(Options), new StoppedClock(), Options, NullLogger<BodyReader>.Instance);

    private static readonly IngestionProtocol.IngestionPlanFound Cell = new(
        new ProjectId(CustomerId.Parse("c1"), ProjectName.Parse("p"), 0),
        new ProjectSettings("cpu", true, false, ImmutableSortedDictionary<string, string>.Empty),
        Schema.Of([new AttributeInfo("known", AttributeKind.Continuous), new AttributeInfo("bit", AttributeKind.Binary)]),
        ["kind"],
        MaxAttributes: 100,
        MaxCategories: 20);

    public static FuzzTarget Csv { get; } = new("table-csv", ReadCsv, IsDocumented)
    {
        Words = ["\n", "\r\n", ",", "\"", "\"\"", ",,", "known", "bit", "kind", "1.5", "-0.0", "1e5", "nan"],
        BytesPerByte = 4096,
        BytesAtLeast = 1 << 22,
    };

    public static FuzzTarget Json { get; } = new("table-json", ReadJson, IsDocumented)
    {
        Words = ["\"attributeNames\"", "\"attributeTypes\"", "\"data\":[", "\"errorHandling\":1", "[[1]]", "[\"\"]", "],[", "null", "NaN", "\\u0041", "\"1.5\""],
        BytesPerByte = 4096,
        BytesAtLeast = 1 << 22,
    };

    public static FuzzTarget Arrow { get; } = new("table-arrow", ReadArrow, IsDocumented)
    {
        HasLengths = true,
        BytesPerByte = 4096,
        BytesAtLeast = (3 * ArrowFraming.MaxMetadata) + (1 << 23), // what a length may claim
    };

    private static bool IsDocumented(Exception fault) => fault is FrameException or InvalidRequestException or DeclinedException;

    private static void ReadCsv(byte[] input) => Run(async body => await FoldAsync(await CsvTable.OpenAsync(body, Headers(input), default)), input);

    private static void ReadJson(byte[] input) => Run(
        async body =>
        {
            var plan = new TablePlan(Cell);
            if ((await JsonTable.OpenAsync(body, plan.Catalog, default)).Table is { } table) await FoldAsync(table);
        },
        input);

    private static void ReadArrow(byte[] input) => Run(
        async body =>
        {
            HttpRequest request = new DefaultHttpContext().Request;
            Bodies.OpenLease(request, isVerified: true);
            using ArrowTable table = await ArrowTable.OpenAsync(body, Headers(input), new BatchMemory(Bodies, request, LargestBatch), default);
            await FoldAsync(table);
        },
        input);

    private static TableHeaders Headers(byte[] input) => new(default, input.Length % 2);

    private static async Task FoldAsync(ITable table)
    {
        var plan = new TablePlan(Cell);
        var encoder = new TableEncoder(table, plan);
        var sums = new PartialSums(valueCounts: false);
        await foreach (TableChunk chunk in table.ReadAsync(plan, default))
        {
            await sums.AddAsync(encoder.Encode(chunk));
        }

        sums.Total(encoder.Catalog.Schema, encoder.IsStopped);
    }

    private static void Run(Func<Stream, Task> read, byte[] input) => read(new PieceStream(input)).GetAwaiter().GetResult();

    /// <summary>Gives an input in pieces, whose lengths it gives as well.</summary>
    private sealed class PieceStream(byte[] input) : ReadOnlyStream
    {
        private int _position;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_position == input.Length) return ValueTask.FromResult(0);
            int length = Math.Min(Math.Min(buffer.Length, input.Length - _position), 1 + (input[_position] * 7));
            input.AsSpan(_position, length).CopyTo(buffer.Span);
            _position += length;
            return ValueTask.FromResult(length);
        }
    }
}
