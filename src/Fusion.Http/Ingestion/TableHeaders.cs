using System.Collections.Immutable;
using Fusion.Http.Endpoints;
using Fusion.Models;
using Fusion.Statistics.Frames;

namespace Fusion.Http.Ingestion;

/// <summary>What a request says about rows whose format has no room for it.</summary>
/// <param name="Types">The header <c>sym-types</c>: the letters of the columns' types, separated by commas; default without one.</param>
/// <param name="ErrorHandling">The parameter <c>errorHandling</c>, see <see cref="DataFrame.ErrorHandling"/>.</param>
internal sealed record TableHeaders(ImmutableArray<ColumnType> Types, int ErrorHandling)
{
    private const string TypesHeader = "sym-types";

    /// <summary>Reads them.</summary>
    /// <exception cref="FrameException">A type is unknown.</exception>
    /// <exception cref="InvalidRequestException">The parameter has another value.</exception>
    public static TableHeaders Of(Call call)
    {
        string types = call.Request.Headers[TypesHeader].ToString();
        return new TableHeaders(types.Length == 0 ? default : [.. types.Split(',').Select(ColumnTypes.Parse)], ErrorHandlingOf(call));
    }

    private static int ErrorHandlingOf(Call call) => call.Query.Find("errorHandling") switch
    {
        null or "0" => DataFrame.StopAtBadRow,
        "1" => DataFrame.SkipBadRows,
        var other => throw new InvalidRequestException(
            $"The parameter errorHandling is [{other}]; allowed are 0 (stop at the first bad row) and 1 (leave bad rows out)"),
    };
}
