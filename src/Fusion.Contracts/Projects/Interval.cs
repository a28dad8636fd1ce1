using Fusion.Models;

namespace Fusion.Contracts.Projects;

/// <summary>A stretch in the life of a project: the rows that came after one moment and up to another.</summary>
/// <param name="From">After when; null for the beginning.</param>
/// <param name="To">Up to when; null for now.</param>
public sealed record Interval(Moment? From, Moment? To)
{
    /// <summary>Reads the parameters of a request.</summary>
    /// <param name="asOf">Up to when; null when it is not given.</param>
    /// <param name="window">Two moments with a slash between, either of which may be empty; null when it is not given.</param>
    /// <returns>Null when neither is given.</returns>
    /// <exception cref="InvalidRequestException">One is no moment, or both are given.</exception>
    public static Interval? Parse(string? asOf, string? window)
    {
        if (asOf is not null && window is not null)
            throw new InvalidRequestException("asof and window are both given; allowed is one of them");
        if (asOf is not null)
            return new Interval(null, Moment.Parse("asof", asOf));
        if (window is null)
            return null;
        string[] ends = window.Split('/');
        if (ends.Length != 2)
            throw new InvalidRequestException($"window has [{window}]; allowed are two moments with a slash between, of which one may be empty");
        Interval interval = new(End(ends[0]), End(ends[1]));
        return interval.From?.At > interval.To?.At || interval.From?.Rows > interval.To?.Rows
            ? throw new InvalidRequestException($"window is [{window}]: it ends before it begins")
            : interval;
    }

    private static Moment? End(string text) => text.Length == 0 ? null : Moment.Parse("window", text);
}
