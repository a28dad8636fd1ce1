using System.Collections.Immutable;
using System.Globalization;
using Fusion.Models;

namespace Fusion.Http.Endpoints;

/// <summary>The body of a creation, key by key; an empty value equals an absent one.</summary>
internal sealed class CreationKeys(ImmutableSortedDictionary<string, string> parameters)
{
    /// <summary>A value, or null.</summary>
    public string? Find(string key) => parameters.TryGetValue(key, out string? text) && text.Trim().Length > 0 ? text.Trim() : null;

    /// <summary>The first key with that beginning that has a value; null when there is none.</summary>
    public string? FirstWith(string prefix) => parameters.Keys.FirstOrDefault(key => key.StartsWith(prefix, StringComparison.Ordinal) && Find(key) is not null);

    /// <summary>Refuses the creation when a key has no value.</summary>
    /// <exception cref="InvalidRequestException">It has none; the message is <paramref name="otherwise"/>.</exception>
    public void Require(string key, string otherwise)
    {
        if (Find(key) is null) throw new InvalidRequestException(otherwise);
    }

    /// <summary>A value that is true or false; null when there is none.</summary>
    /// <exception cref="InvalidRequestException">It is something else.</exception>
    public bool? Flag(string key) => Find(key) is { } text ? Truth.Parse(key, text) : null;

    /// <summary>A value that is a whole number; null when there is none.</summary>
    /// <exception cref="InvalidRequestException">It is something else, or too small.</exception>
    public long? Whole(string key, long least)
    {
        if (Find(key) is not { } text) return null;
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) && number >= least
            ? number
            : throw new InvalidRequestException($"The key {key} is [{text}]; allowed are whole numbers{(least > long.MinValue ? $" from {least} on" : "")}");
    }

    /// <summary>Checks that a value, where there is one, is a finite number.</summary>
    /// <exception cref="InvalidRequestException">It is something else.</exception>
    public void Number(string key)
    {
        if (Find(key) is { } text && !(double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number)))
            throw new InvalidRequestException($"The key {key} is [{text}]; allowed are numbers");
    }
}
