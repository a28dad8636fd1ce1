using Fusion.Node.Security;

namespace Fusion.Node.Options;

/// <summary>A list of <c>CID:BASE64KEY</c>; may be empty. Error texts never show the values.</summary>
internal sealed class UserListAttribute : SettingAttribute
{
    public override string Allowed => "a list of CID:BASE64KEY, each key being Base64 of 16 bytes";

    public override bool IsSecret => true;

    public override bool IsValid(object? value) => value is IEnumerable<string> users && users.All(user => UserSpec.TryParse(user, out _, out _));
}
