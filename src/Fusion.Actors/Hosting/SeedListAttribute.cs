using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace Fusion.Actors.Hosting;

/// <summary>A list of <c>HOST:PORT</c>; may be empty.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SeedListAttribute : ValidationAttribute
{
    public SeedListAttribute() => ErrorMessage = "a list of HOST:PORT, each port being a whole number from 1 to 65535";

    public override bool IsValid(object? value) => value is IEnumerable<string> seeds && seeds.All(IsNode);

    private static bool IsNode(string seed)
    {
        int colon = seed.LastIndexOf(':');
        return colon > 0
            && Uri.CheckHostName(seed[..colon]) != UriHostNameType.Unknown
            && ushort.TryParse(seed[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out ushort port)
            && port > 0;
    }
}
