using System.Globalization;

namespace Fusion.Node.Options;

/// <summary>A whole number within bounds, both included.</summary>
internal sealed class WholeNumberAttribute(int minimum, int maximum) : SettingAttribute
{
    public override string Allowed => string.Create(CultureInfo.InvariantCulture, $"a whole number from {minimum} to {maximum}");

    public override bool IsValid(object? value) => value is int number && number >= minimum && number <= maximum;
}
