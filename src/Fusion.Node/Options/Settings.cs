using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Options;

namespace Fusion.Node.Options;

/// <summary>Reads and checks options classes. Error texts name the full key, the value and what is allowed.</summary>
internal static class Settings
{
    /// <summary>The options now, checked.</summary>
    /// <param name="configuration">Where they are read from.</param>
    /// <param name="section">Their section.</param>
    /// <exception cref="OptionsValidationException">A value is not allowed.</exception>
    public static T Read<T>(IConfiguration configuration, string section)
        where T : class, new()
    {
        var options = new T();
        Bind(options, configuration, section);
        ValidateOptionsResult result = new SettingsValidator<T>(section).Validate(null, options);
        return result.Failed ? throw new OptionsValidationException("", typeof(T), result.Failures) : options;
    }

    /// <summary>Registers the options for injection; a value that is not allowed stops the host from starting.</summary>
    public static void AddSettings<T>(this IServiceCollection services, IConfiguration configuration, string section)
        where T : class
    {
        services.AddSingleton<IValidateOptions<T>>(new SettingsValidator<T>(section));
        services.AddOptions<T>().Configure(options => Bind(options, configuration, section)).ValidateOnStart();
    }

    private static void Bind<T>(T options, IConfiguration configuration, string sectionName)
        where T : class
    {
        IConfigurationSection section = configuration.GetSection(sectionName);
        // The binder's own text for a number that is none names no range.
        string[] failures =
        [
            .. from property in typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance)
               let text = section[property.Name]
               where property.PropertyType == typeof(int) && text is not null
               where !int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)
               select SettingsValidator<T>.Refuse(sectionName, property, text)
        ];
        if (failures.Length > 0) throw new OptionsValidationException("", typeof(T), failures);
        section.Bind(options);
    }
}
