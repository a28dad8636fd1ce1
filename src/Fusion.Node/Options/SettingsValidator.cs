using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Options;

namespace Fusion.Node.Options;

/// <summary>Checks every property against its validation attribute.</summary>
/// <param name="section">The section the options are read from, for the error texts.</param>
internal sealed class SettingsValidator<T>(string section) : IValidateOptions<T>
    where T : class
{
    public ValidateOptionsResult Validate(string? name, T options)
    {
        string[] failures =
        [
            .. from property in typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance)
               let rule = property.GetCustomAttribute<ValidationAttribute>()
               let value = property.GetValue(options)
               where rule is not null && !rule.IsValid(value)
               select Refuse(section, property, value)
        ];
        return failures.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    /// <summary>The text that refuses a value.</summary>
    public static string Refuse(string section, PropertyInfo property, object? value)
    {
        ValidationAttribute? rule = property.GetCustomAttribute<ValidationAttribute>();
        string allowed = rule switch
        {
            SettingAttribute setting => setting.Allowed,
            { ErrorMessage: { } described } => described,
            RangeAttribute range => string.Create(CultureInfo.InvariantCulture, $"a whole number from {range.Minimum} to {range.Maximum}"),
            RequiredAttribute => "any text but an empty one",
            _ => "a whole number",
        };
        object? text = value is IEnumerable<string> list ? string.Join(", ", list) : value;
        string shown = rule is SettingAttribute { IsSecret: true } ? "(not shown)" : string.Create(CultureInfo.InvariantCulture, $"[{text}]");
        return $"{section}:{property.Name} is {shown}; allowed is {allowed}";
    }
}
