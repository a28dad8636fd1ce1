using System.Globalization;
using Fusion.Models;

namespace Fusion.Contracts.Projects;

/// <summary>A moment in the life of a project: a time, or a number of rows.</summary>
/// <param name="At">The time; null when rows tell.</param>
/// <param name="Rows">The number of rows; null when the time tells.</param>
public sealed record Moment(DateTimeOffset? At, long? Rows)
{
    private static readonly string[] Formats = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    /// <summary>Reads a moment: a whole number counts rows, anything else is a time of ISO 8601, UTC unless it says otherwise.</summary>
    /// <param name="field">Where it stands, for messages.</param>
    /// <param name="text">The text.</param>
    /// <exception cref="InvalidRequestException">It is neither.</exception>
    public static Moment Parse(string field, string text)
    {
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long rows))
            return new Moment(null, rows);
        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        return DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, Utc, out DateTimeOffset at)
            ? new Moment(at, null)
            : throw new InvalidRequestException(
                $"{field} has [{text}]; allowed are times such as 2026-11-28T10:00:00Z and whole numbers of rows");
    }

    /// <inheritdoc/>
    public override string ToString() => At is { } at
        ? at.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{Rows} rows");
}
