using System.Globalization;

namespace Fusion.Statistics.Tests.Nist;

/// <summary>The table of docs/accuracy.md: the worst value of each file.</summary>
internal static class AccuracyTable
{
    /// <summary>The line of one file: the least number of correct digits over 1, 4 and 16 cells, and the value that has it.</summary>
    public static string Line(string name)
    {
        ReferenceFile file = ReferenceFile.Open(name);
        (string quantity, double digits) = new[] { 1, 4, 16 }.SelectMany(cells => Digits.Of(file, cells)).MinBy(value => value.Digits);
        string kind = file.Kind.Replace('_', ' ');
        return string.Create(CultureInfo.InvariantCulture, $"| {name} | {kind} | {file.Difficulty} | {digits:F1} | {quantity} |");
    }
}
