using System.Reflection;
using Microsoft.Extensions.Options;

namespace Fusion.Node.Options;

/// <summary>Checks every property against its <see cref="SettingAttribute"/>.</summary>
internal sealed class SettingsValidator<T> : IValidateOptions<T>
    where T : class, ISettings
{
    public ValidateOptionsResult Validate(string? name, T options)
    {
        string[] failures =
        [
            .. from property in typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance)
               let setting = property.GetCustomAttribute<SettingAttribute>()
               let value = property.GetValue(options)
               where setting is not null && !setting.IsValid(value)
               select Settings.Refuse<T>(property, value)
        ];
        return failures.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
