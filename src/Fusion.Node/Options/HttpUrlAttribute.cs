using Microsoft.AspNetCore.Http;

namespace Fusion.Node.Options;

/// <summary>An address to listen on or to be reached at: scheme, host, port and nothing else. With <see cref="Many"/> a comma-separated list, empty included.</summary>
internal sealed class HttpUrlAttribute : SettingAttribute
{
    public bool Many { get; init; }

    public override string Allowed => Many
        ? "a comma-separated list of http[s]://HOST[:PORT]"
        : "http[s]://HOST:PORT, with a port from 0 (any free one) to 65535";

    public override bool IsValid(object? value) => value is string text && (Many ? TextList.Split(text).All(IsUrl) : IsUrl(text));

    private static bool IsUrl(string text)
    {
        try
        {
            var address = BindingAddress.Parse(text);
            return address is { Scheme: "http" or "https", IsUnixPipe: false, PathBase: "", Port: >= 0 and <= 65535 } && address.Host.Length > 0;
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
