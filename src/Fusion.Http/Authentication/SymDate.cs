using System.Globalization;

namespace Fusion.Http.Authentication;

/// <summary>The <c>sym-date</c> header: <c>yyyy-MM-dd HH:mm:ss</c> in UTC, then optionally <c>;</c> and digits, which carry no meaning here.</summary>
internal static class SymDate
{
    /// <summary>How old a request may be.</summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(5);

    /// <summary>How far ahead of this server a caller's clock may be.</summary>
    public static readonly TimeSpan MaxAhead = TimeSpan.FromMinutes(1);

    /// <summary>Reads the header.</summary>
    public static bool TryParse(string text, out DateTimeOffset date)
    {
        int semicolon = text.IndexOf(';', StringComparison.Ordinal);
        string seconds = semicolon < 0 ? text : text[..semicolon];
        bool digits = semicolon < 0 || text.AsSpan(semicolon + 1).IndexOfAnyExceptInRange('0', '9') < 0;
        return DateTimeOffset.TryParseExact(seconds, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out date) && digits;
    }

    /// <summary>Until when a request of that date may be served.</summary>
    public static DateTimeOffset End(DateTimeOffset date) => date + MaxAge;

    /// <summary>Whether a request of that date may still, or already, be served.</summary>
    public static bool IsCurrent(DateTimeOffset date, DateTimeOffset now) => date >= now - MaxAge && date <= now + MaxAhead;
}
