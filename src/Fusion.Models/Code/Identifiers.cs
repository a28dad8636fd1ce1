using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Fusion.Models.Code;

/// <summary>Names of a language: letters of ASCII, digits and underscores, no digit first, no word that the language has taken.</summary>
/// <param name="reserved">The words that the language, or the code around the names, has taken.</param>
/// <param name="comparer">How the language compares names.</param>
internal sealed class Identifiers(IEnumerable<string> reserved, StringComparer comparer)
{
    private readonly FrozenSet<string> _reserved = reserved.ToFrozenSet(comparer);

    /// <summary>The name of a function: each character that can't be in it is an underscore; a reserved word ends in one more.</summary>
    public string Of(string name)
    {
        string plain = string.Concat(name.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '_'));
        if (plain.Length == 0 || char.IsAsciiDigit(plain[0])) plain = $"_{plain}";
        return _reserved.Contains(plain) ? $"{plain}_" : plain;
    }

    /// <summary>The names of parameters, no two alike: those that need no change stay, the others get <c>_2</c>, <c>_3</c> … where they clash.</summary>
    public ImmutableArray<string> Of(ImmutableArray<string> names)
    {
        var taken = new HashSet<string>(comparer);
        var next = new Dictionary<string, int>(comparer);
        var identifiers = new string[names.Length];
        foreach (int k in Enumerable.Range(0, names.Length).OrderByDescending(k => Of(names[k]) == names[k]))
        {
            string plain = Of(names[k]), candidate = plain;
            while (!taken.Add(candidate))
            {
                next[plain] = next.GetValueOrDefault(plain, 1) + 1;
                candidate = $"{plain}_{next[plain]}";
            }

            identifiers[k] = candidate;
        }

        return [.. identifiers];
    }
}
