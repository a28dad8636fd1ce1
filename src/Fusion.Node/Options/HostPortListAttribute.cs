using System.Globalization;

namespace Fusion.Node.Options;

/// <summary>Comma-separated <c>HOST:PORT</c> pairs; may be empty.</summary>
internal sealed class HostPortListAttribute : SettingAttribute
{
    public override string Allowed => "a comma-separated list of HOST:PORT, with ports from 1 to 65535";

    public override bool IsValid(object? value) => value is string text && TextList.Split(text).All(IsHostPort);

    private static bool IsHostPort(string text)
    {
        int colon = text.LastIndexOf(':');
        return colon > 0
            && Uri.CheckHostName(text[..colon].Trim('[', ']')) != UriHostNameType.Unknown
            && int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int port)
            && port is >= 1 and <= 65535;
    }
}
