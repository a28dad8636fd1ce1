using System.ComponentModel.DataAnnotations;

namespace Fusion.Actors.Hosting;

/// <summary>A list of SHA-256 in hexadecimal; may be empty.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class FingerprintListAttribute : ValidationAttribute
{
    private const int Digits = 64;

    public FingerprintListAttribute() => ErrorMessage = "a list of SHA-256 fingerprints, each 64 hexadecimal digits; colons between them are ignored";

    public override bool IsValid(object? value) => value is IEnumerable<string> fingerprints && fingerprints.All(IsFingerprint);

    /// <summary>The digits alone, as <see cref="Convert.ToHexString(byte[])"/> writes them.</summary>
    internal static string Normalise(string fingerprint) => fingerprint.Replace(":", string.Empty, StringComparison.Ordinal).ToUpperInvariant();

    private static bool IsFingerprint(string text) => Normalise(text) is { Length: Digits } digits && digits.All(char.IsAsciiHexDigit);
}
