namespace Fusion.Node.Demo;

/// <summary>A signed request as one line for a POSIX shell with openssl and curl.</summary>
internal static class CurlLine
{
    /// <summary>Asks for a project's info. The line dates and signs itself, so that it works at any later time.</summary>
    public static string ProjectInfo(Uri url, string cid, string secretKey, string project)
    {
        string path = $"/symetry/rest/{Uri.EscapeDataString(cid)}/projects/{Uri.EscapeDataString(project)}/info";
        string key = Convert.ToHexStringLower(Convert.FromBase64String(secretKey));
        return $"d=$(date -u '+%Y-%m-%d %H:%M:%S;000000000'); "
            + $"s=$(printf 'GET\\n\\n%s\\n%s\\n%s\\n%s\\n' '{secretKey}' \"$d\" '{cid}' '{path}'"
            + $" | openssl dgst -sha256 -mac HMAC -macopt hexkey:{key} -binary | openssl base64); "
            + $"curl -s -H \"Authorization: $s\" -H \"sym-date: $d\" {url.GetLeftPart(UriPartial.Authority)}{path}";
    }
}
