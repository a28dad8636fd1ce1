using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Options;

namespace Fusion.Node.Options;

/// <summary>Reads and checks options classes. Error texts name the full key, the value and what is allowed.</summary>
internal static class Settings
{
    /// <summary>The options now, checked.</summary>
    /// <exception cref="OptionsValidationException">A value is not allowed.</exception>
    public static T Read<T>(IConfiguration configuration)
        where T : class, ISettings, new()
    {
        var options = new T();
        Bind(options, configuration);
        ValidateOptionsResult result = new SettingsValidator<T>().Validate(null, options);
        return result.Failed ? throw new OptionsValidationException("", typeof(T), result.Failures) : options;
    }

    /// <summary>Registers the options for injection; a value that is not allowed stops the host from starting.</summary>
    public static void AddSettings<T>(this IServiceCollection services, IConfiguration configuration)
        where T : class, ISettings, new()
    {
        services.AddSingleton<IValidateOptions<T>, SettingsValidator<T>>();
        services.AddOptions<T>().Configure(options => Bind(options, configuration)).ValidateOnStart();
    }

    /// <summary>The text that refuses a value.</summary>
    public static string Refuse<T>(PropertyInfo property, object? value)
        where T : ISettings
    {
        SettingAttribute setting = property.GetCustomAttribute<SettingAttribute>()!;
        string shown = setting.IsSecret ? "(not shown)" : string.Create(CultureInfo.InvariantCulture, $"[{value}]");
        return $"{T.Section}:{property.Name} is {shown}; allowed is {setting.Allowed}";
    }

    private static void Bind<T>(T options, IConfiguration configuration)
        where T : class, ISettings
    {
        IConfigurationSection section = configuration.GetSection(T.Section);
        // The binder's own text for a number that is none names no range.
        string[] failures =
        [
            .. from property in typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance)
               where property.PropertyType == typeof(int)
               let text = section[property.Name]
               where text is not null && !int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)
               select Refuse<T>(property, text)
        ];
        if (failures.Length > 0) throw new OptionsValidationException("", typeof(T), failures);
        section.Bind(options);
    }
}
