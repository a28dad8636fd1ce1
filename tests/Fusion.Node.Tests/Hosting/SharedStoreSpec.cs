using Fusion.Actors.Hosting;
using Fusion.Node.Hosting;
using Microsoft.Extensions.Options;

namespace Fusion.Node.Tests.Hosting;

public sealed class SharedStoreSpec
{
    [Fact]
    public void A_node_that_founds_its_cluster_may_keep_a_file() => SharedStore.Ensure(new ActorsOptions());

    [Fact]
    public void A_node_that_names_only_itself_may_keep_a_file() =>
        SharedStore.Ensure(new ActorsOptions { Host = "node-0", Port = 4_053, Seeds = ["NODE-0:4053"] });

    [Fact]
    public void A_node_that_names_another_may_not() =>
        Assert.Throws<OptionsValidationException>(() => SharedStore.Ensure(new ActorsOptions { Host = "node-0", Seeds = ["node-0:4053", "node-1:4053"] }));

    [Fact]
    public void With_a_database_a_node_may_name_others() =>
        SharedStore.Ensure(new ActorsOptions { Storage = StorageKind.Postgres, Seeds = ["node-0:4053", "node-1:4053"] });
}
