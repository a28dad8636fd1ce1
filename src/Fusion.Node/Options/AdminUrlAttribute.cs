namespace Fusion.Node.Options;

/// <summary>The address of an admin endpoint.</summary>
internal sealed class AdminUrlAttribute : SettingAttribute
{
    public override string Allowed => $"http://host:port, {AdminOptions.Auto} or {AdminOptions.Off}";

    public override bool IsValid(object? value) => value is AdminOptions.Auto or AdminOptions.Off || (value is string text && IsBase(text));

    private static bool IsBase(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? url) && url is { Scheme: "http", PathAndQuery: "/", UserInfo: "", Fragment: "" };
}
