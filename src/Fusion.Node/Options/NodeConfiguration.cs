namespace Fusion.Node.Options;

/// <summary>Where settings come from; the later source wins.</summary>
internal static class NodeConfiguration
{
    /// <summary>The file beside the executable, the file in the working directory, environment variables, command-line flags.</summary>
    /// <param name="builder">What to add them to.</param>
    /// <param name="flags">Full keys and values of the flags that were given.</param>
    public static IConfigurationBuilder AddNodeSources(this IConfigurationBuilder builder, IReadOnlyDictionary<string, string?> flags) => builder
        .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true)
        .AddJsonFile(Path.Combine(Environment.CurrentDirectory, "appsettings.json"), optional: true)
        .AddEnvironmentVariables()
        .AddInMemoryCollection(flags);
}
