using System.Text;
using System.Text.Json;
using Fusion.Models;

namespace Fusion.Http.Readers;

/// <summary>Bodies of imports: the text that an export answered, bare or as JSON has it, in quotes and with escapes.</summary>
internal static class ArchiveReader
{
    /// <summary>Reads the text.</summary>
    /// <exception cref="InvalidRequestException">There is none, or it begins with a quote and is no JSON text.</exception>
    public static string Read(ReadOnlyMemory<byte> body)
    {
        string text = Encoding.UTF8.GetString(body.Span).Trim();
        if (text.StartsWith('"')) text = Unquote(text);
        return text.Length > 0 ? text : throw new InvalidRequestException("The body is empty; it must be the text that an export answered");
    }

    private static string Unquote(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<string>(text)!.Trim();
        }
        catch (JsonException damage)
        {
            throw new InvalidRequestException("The body begins with a quote but is no JSON text; it must be the text that an export answered", damage);
        }
    }
}
