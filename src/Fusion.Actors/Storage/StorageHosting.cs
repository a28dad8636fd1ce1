using Akka.Hosting;
using Akka.Persistence.Sql.Config;

namespace Fusion.Actors.Storage;

/// <summary>Makes the journal and the snapshot store use a store.</summary>
internal static class StorageHosting
{
    /// <summary>
    /// Hands over the connection as an object: in the settings its password could be read. The provider's name must stand there too, or the tables are made
    /// without the unique key of entity and number that keeps two writers apart.
    /// </summary>
    public static AkkaConfigurationBuilder WithStore(this AkkaConfigurationBuilder builder, Store store)
    {
        builder.AddSetup(new DataOptionsSetup(store.Connection));
        string initialize = store.MakesTables ? "off" : "on";
        return builder.AddHocon(
            $$"""
            akka.persistence {
              journal.sql { provider-name = "{{store.Provider}}", auto-initialize = {{initialize}} }
              snapshot-store.sql { provider-name = "{{store.Provider}}", auto-initialize = {{initialize}} }
            }
            """,
            HoconAddMode.Prepend);
    }
}
