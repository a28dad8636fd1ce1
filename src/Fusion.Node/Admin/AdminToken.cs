using System.Security.Cryptography;
using System.Text;
using Fusion.Node.Hosting;
using Fusion.Node.Options;

namespace Fusion.Node.Admin;

/// <summary>What an operator must show. Compared in a time that tells nothing of it.</summary>
internal sealed class AdminToken
{
    private const string Scheme = "Bearer ";
    private const int RandomBytes = 32;

    private readonly byte[] _hash;

    private AdminToken(string text) => _hash = Hash(text);

    /// <summary>The configured token; else that of the data folder, made if it has none. Only for the node that holds the folder.</summary>
    /// <exception cref="NodeException">The file can't be read or written, or holds no token.</exception>
    public static AdminToken Open(AdminOptions options, DataFolder folder)
    {
        if (options.Token.Length > 0) return new AdminToken(options.Token);
        try
        {
            if (!File.Exists(folder.AdminToken))
            {
                string unfinished = $"{folder.AdminToken}.new"; // a crash must not leave half a token under the name that is read
                File.Delete(unfinished);
                DataFolder.CreateFile(unfinished);
                File.WriteAllText(unfinished, $"{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(RandomBytes))}\n");
                File.Move(unfinished, folder.AdminToken);
            }
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new NodeException($"The admin token can't be written to {folder.AdminToken}: {cause.Message}", cause);
        }

        return new AdminToken(Read(folder.AdminToken));
    }

    /// <summary>The token in a file.</summary>
    /// <exception cref="NodeException">The file can't be read, or holds no token.</exception>
    public static string Read(string path)
    {
        try
        {
            string text = File.ReadAllText(path).Trim();
            return AdminTokenAttribute.IsToken(text) ? text : throw new NodeException($"The file {path} holds no admin token");
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new NodeException($"The admin token can't be read: {cause.Message}", cause);
        }
    }

    /// <summary>The header that shows a token.</summary>
    public static string HeaderOf(string token) => $"{Scheme}{token}";

    /// <summary>Whether a request's <c>Authorization</c> shows this token.</summary>
    public bool IsShownBy(string? header) =>
        header is not null
        && header.StartsWith(Scheme, StringComparison.Ordinal)
        && CryptographicOperations.FixedTimeEquals(Hash(header[Scheme.Length..]), _hash);

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
