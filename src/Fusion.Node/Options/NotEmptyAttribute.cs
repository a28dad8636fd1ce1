namespace Fusion.Node.Options;

/// <summary>A text with something in it.</summary>
/// <param name="what">What the text is, e.g. <c>a folder</c>.</param>
internal sealed class NotEmptyAttribute(string what) : SettingAttribute
{
    public override string Allowed => what;

    public override bool IsValid(object? value) => value is string text && !string.IsNullOrWhiteSpace(text);
}
