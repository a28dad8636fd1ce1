using System.Collections;
using System.Globalization;
using System.Reflection;
using Fusion.Statistics;
using Fusion.Statistics.Frames;

namespace Fusion.Actors.Tests.Serialization;

/// <summary>Prints a message with everything in it, so that two can be compared by content: records compare arrays by reference.</summary>
internal static class DeepText
{
    public static string Of(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        SufficientStatistics statistics => Convert.ToHexString(statistics.ToWire()),
        RowBatch rows => Convert.ToHexString(rows.ToWire()),
        ReadOnlyMemory<byte> bytes => Convert.ToHexString(bytes.Span),
        DataFrame frame => string.Join('|', frame.AttributeNames) + string.Join('|', frame.AttributeTypes)
            + Convert.ToHexString(frame.Cells.Text.AsSpan()) + Of(frame.Cells.CellEnds) + Of(frame.Cells.RowEnds) + frame.ErrorHandling,
        IFormattable leaf => leaf.ToString(leaf is DateTimeOffset ? "O" : null, CultureInfo.InvariantCulture),
        IDictionary map => $"[{string.Join(", ", map.Cast<object>().Select(Of).Order(StringComparer.Ordinal))}]",
        IEnumerable items => $"[{string.Join(", ", items.Cast<object>().Select(Of))}]",
        _ when value.GetType().Namespace == nameof(System) => value.ToString()!,
        _ => $"{value.GetType().Name}({string.Join(", ", Properties(value))})",
    };

    private static IEnumerable<string> Properties(object value) => value.GetType()
        .GetProperties(BindingFlags.Instance | BindingFlags.Public)
        .Where(property => property.GetIndexParameters().Length == 0)
        .Select(property => $"{property.Name}={Of(property.GetValue(value))}");
}
