using System.Diagnostics.CodeAnalysis;

namespace Fusion.Contracts.Ids;

/// <summary>A model's name, unique within its project.</summary>
public readonly record struct ModelId
{
    private ModelId(string value) => Value = value;

    /// <summary>The name as given. Compared ordinally: ids are case-sensitive.</summary>
    public string Value { get; }

    /// <summary>Makes an id of a user's text.</summary>
    /// <param name="text">The text, percent-decoded.</param>
    /// <param name="id">The id when valid.</param>
    /// <param name="error">A sentence naming the value and what is allowed when invalid.</param>
    public static bool TryParse(string? text, out ModelId id, [NotNullWhen(false)] out string? error)
    {
        bool valid = IdText.IsValid(text, "model id", out error);
        id = valid ? new ModelId(text!) : default;
        return valid;
    }

    /// <summary>Makes an id of a text known to be valid, as read back from the journal.</summary>
    /// <exception cref="FormatException">The text is not a valid id.</exception>
    public static ModelId Parse(string text) => TryParse(text, out ModelId id, out string? error) ? id : throw new FormatException(error);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
