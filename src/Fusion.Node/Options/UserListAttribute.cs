using Fusion.Node.Security;

namespace Fusion.Node.Options;

/// <summary>Comma-separated <c>CID:BASE64KEY</c> pairs; may be empty. Error texts never show the value.</summary>
internal sealed class UserListAttribute : SettingAttribute
{
    public override string Allowed => "a comma-separated list of CID:BASE64KEY, each key being Base64 of 16 bytes";

    public override bool IsSecret => true;

    public override bool IsValid(object? value) => value is string text && TextList.Split(text).All(pair => UserSpec.TryParse(pair, out _, out _));
}
