using System.Text.RegularExpressions;

namespace Fusion.Node.Options;

/// <summary>Where settings come from; the later source wins: the file beside the executable, the file in the working directory, environment variables, flags.</summary>
internal static partial class NodeConfiguration
{
    /// <summary>Reads all sources once.</summary>
    /// <param name="flags">Full keys and values of the flags that were given; an item of a list has its index as last segment.</param>
    public static IConfigurationRoot Read(IReadOnlyDictionary<string, string?> flags)
    {
        IConfigurationRoot below = new ConfigurationBuilder()
            .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true)
            .AddJsonFile(Path.Combine(Environment.CurrentDirectory, "appsettings.json"), optional: true)
            .AddEnvironmentVariables()
            .Build();
        // A list given by flags replaces the list below; laid over it item by item, the rest of the longer one would shine through.
        string[] lists = [.. flags.Keys.Where(key => LastIndex().IsMatch(key)).Select(key => LastIndex().Replace(key, ":")).Distinct()];
        IEnumerable<KeyValuePair<string, string?>> kept = below.AsEnumerable()
            .Where(pair => pair.Value is not null && !lists.Any(list => pair.Key.StartsWith(list, StringComparison.OrdinalIgnoreCase)));
        return new ConfigurationBuilder().AddInMemoryCollection(kept).AddInMemoryCollection(flags).Build();
    }

    [GeneratedRegex(":[0-9]+$")]
    private static partial Regex LastIndex();
}
