namespace Fusion.Node.Options;

/// <summary>The token of operators; empty for one made at the first start. Error texts never show it.</summary>
internal sealed class AdminTokenAttribute : SettingAttribute
{
    private const int ShortestToken = 16;

    public override string Allowed => $"{ShortestToken} printable ASCII characters or more, without blanks";

    public override bool IsSecret => true;

    public override bool IsValid(object? value) => value is "" || (value is string text && IsToken(text));

    /// <summary>Whether a text can be a token: long enough, and a header can carry it.</summary>
    public static bool IsToken(string text) => text.Length >= ShortestToken && text.All(letter => letter is > ' ' and <= '~');
}
