namespace Fusion.Contracts.Ids;

/// <summary>The one rule for names that become ids: they are path segments, entity ids and log fields at once.</summary>
internal static class IdText
{
    /// <summary>Longest name, in UTF-16 characters.</summary>
    public const int MaxLength = 200;

    /// <summary>Whether <paramref name="text"/> can be an id.</summary>
    /// <param name="text">The text as the user gave it.</param>
    /// <param name="kind">What it names, for the error text, e.g. <c>project name</c>.</param>
    /// <param name="error">Null when valid, else a sentence naming the value and what is allowed.</param>
    public static bool IsValid([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] string? text, string kind, out string? error)
    {
        error = null;
        if (string.IsNullOrWhiteSpace(text))
            error = $"The {kind} is missing or empty";
        else if (text.Length > MaxLength)
            error = $"The {kind} [{text[..40]}…] has {text.Length} characters; at most {MaxLength} are allowed";
        else if (text.Any(c => c is '/' or ':' or '~' || char.IsControl(c)) || text.Trim().Length != text.Length)
            error = $"The {kind} [{new string([.. text.Where(c => !char.IsControl(c))])}] is not allowed: no '/', ':', '~', control characters, leading or trailing blanks";
        return error is null;
    }
}
