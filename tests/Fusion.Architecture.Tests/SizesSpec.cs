using System.Text.RegularExpressions;

namespace Fusion.Architecture.Tests;

/// <summary>What does not fit on a few screens is not understood.</summary>
public sealed partial class SizesSpec
{
    private const int LongestFile = 400;
    private const int LongestMethod = 60;

    [Fact]
    public void No_file_is_longer_than_400_lines()
    {
        IEnumerable<string> tooLong = from path in Repository.Sources("src").Concat(Repository.Sources("tests"))
                                      let lines = File.ReadLines(path).Count()
                                      where lines > LongestFile
                                      select $"{Repository.Relative(path)}: {lines} lines";
        Assert.Empty(tooLong);
    }

    [Fact]
    public void No_method_is_longer_than_60_lines()
    {
        Assert.Empty(Repository.Sources("src").Concat(Repository.Sources("tests")).SelectMany(LongMethods));
    }

    /// <summary>The sources are formatted, so that a member's body is what stands between braces at the depth of one or two types.</summary>
    private static IEnumerable<string> LongMethods(string path)
    {
        string[] lines = File.ReadAllLines(path);
        foreach (string indent in (string[])["    ", "        "])
        {
            int open = -1;
            for (int i = 0; i < lines.Length; i++)
            {
                if (lines[i] == $"{indent}{{" && !Type().IsMatch(Header(lines, i, indent))) open = i;
                if (open < 0 || lines[i].TrimEnd(';') != $"{indent}}}") continue;
                if (i - open - 1 > LongestMethod) yield return $"{Repository.Relative(path)}:{open}: {i - open - 1} lines";
                open = -1;
            }
        }
    }

    /// <summary>The line that a body belongs to: parameters and constraints on lines of their own are indented deeper.</summary>
    private static string Header(string[] lines, int brace, string indent)
    {
        int line = brace - 1;
        while (line > 0 && (lines[line].StartsWith($"{indent} ", StringComparison.Ordinal) || lines[line].Length == 0))
            line--;
        return lines[line];
    }

    [GeneratedRegex(@"^\s*((public|internal|private|protected|file|sealed|static|abstract|readonly|ref|partial) )*(class|struct|record|interface|enum) ")]
    private static partial Regex Type();
}
