using Fusion.Actors.Hosting;
using Fusion.Node.Options;
using Microsoft.Extensions.Options;

namespace Fusion.Node.Hosting;

/// <summary>
/// Keeps a node with a file of its own out of a cluster: a project that moves to another node would lose its rows there and begin anew. A data folder serves
/// one node, see <see cref="FolderLock"/>, so that no file is ever shared.
/// </summary>
internal static class SharedStore
{
    /// <summary>Returns when the node stays alone or its store is one that nodes share.</summary>
    /// <exception cref="OptionsValidationException">It would join others with a file.</exception>
    public static void Ensure(ActorsOptions options)
    {
        if (options.Storage != StorageKind.Sqlite) return;
        string own = $"{options.Host}:{options.Port}";
        string[] others = [.. options.Seeds.Where(seed => !string.Equals(seed, own, StringComparison.OrdinalIgnoreCase))];
        if (others.Length == 0) return;
        string refusal =
            $"{ActorsOptions.Section}:{nameof(ActorsOptions.Seeds)} (--seed) names [{string.Join(", ", others)}], but "
            + $"{NodeOptions.Section}:{nameof(NodeOptions.Db)} (--db) is {NodeOptions.Sqlite}, a file for one node; "
            + "allowed with other nodes is a PostgreSQL database that all of them share: --db postgres://user:password@host:port/database";
        throw new OptionsValidationException("", typeof(ActorsOptions), [refusal]);
    }
}
