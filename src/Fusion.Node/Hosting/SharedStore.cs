using Fusion.Actors.Hosting;
using Fusion.Contracts.Services;
using Fusion.Node.Options;
using Microsoft.Extensions.Options;

namespace Fusion.Node.Hosting;

/// <summary>
/// Keeps a node with a store of its own out of a cluster: a project that moves to another node would lose its rows there and begin anew. A data folder serves
/// one node, see <see cref="FolderLock"/>, so that no file is ever shared; whether a database is that of the others is known once a member answers.
/// </summary>
internal sealed class SharedStore(IHostApplicationLifetime lifetime) : IStoreRefusal
{
    private const string Seeds = $"{ActorsOptions.Section}:{nameof(ActorsOptions.Seeds)} (--seed)";
    private const string Db = $"{NodeOptions.Section}:{nameof(NodeOptions.Db)} (--db)";
    private const string Allowed = "a PostgreSQL database that all of them share: --db postgres://user:password@host:port/database";

    private volatile string? _refusal;

    /// <summary>Returns when the node stays alone or its store is one that nodes share.</summary>
    /// <exception cref="OptionsValidationException">It would join others with a file.</exception>
    public static void Ensure(ActorsOptions options)
    {
        if (options.Storage != StorageKind.Sqlite) return;
        string own = $"{options.Host}:{options.Port}";
        string[] others = [.. options.Seeds.Where(seed => !string.Equals(seed, own, StringComparison.OrdinalIgnoreCase))];
        if (others.Length == 0) return;
        throw Wrong(
            $"{Seeds} names [{string.Join(", ", others)}], but {Db} is {NodeOptions.Sqlite}, a file for one node; allowed with other nodes is {Allowed}");
    }

    /// <inheritdoc/>
    public void Refuse(string own, string member, string theirs)
    {
        _refusal = $"{Seeds} leads to the member {member}, whose store is [{theirs}], but {Db} is [{own}]; allowed with other nodes is {Allowed}";
        lifetime.StopApplication();
    }

    /// <summary>Returns when the node ended for another reason.</summary>
    /// <exception cref="OptionsValidationException">It would have joined members with another store.</exception>
    public void EnsureNotRefused()
    {
        if (_refusal is { } refusal) throw Wrong(refusal);
    }

    private static OptionsValidationException Wrong(string refusal) => new("", typeof(ActorsOptions), [refusal]);
}
