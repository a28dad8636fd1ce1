using Fusion.Client;
using Fusion.Client.Entities;
using Fusion.Cluster.Tests.Support;

namespace Fusion.Cluster.Tests;

/// <summary>A real node over WebSockets.</summary>
public sealed class SocketSpec
{
    [Fact]
    public async Task Rows_learned_and_predicted_over_sockets_equal_those_over_rest_and_survive_a_kill()
    {
        await using NodeProcess node = await NodeProcess.StartAsync();
        FusionClient client = node.Client();
        await client.CreateProjectAsync("rest");
        await client.CreateProjectAsync("socket");
        await client.LearnAsync("rest", Iris.All);
        await using (FusionSocket learn = await OpenAsync(node, "learn"))
        {
            for (int part = 0; part < 5; part++) await learn.SendAsync("socket", Iris.Rows(row => row % 5 == part));
        }

        await node.KillAsync();
        await node.StartAsync();
        Assert.Equal((await client.DigestAsync("rest")).Digest, (await client.DigestAsync("socket")).Digest);

        var context = new MlContext { InputAttributeNames = [Iris.Names[0]], TargetAttributeNames = [Iris.Names[1]] };
        await client.WaitForJobAsync(await client.BuildAsync("socket", "m", "mlr", context));
        await using FusionSocket predict = await OpenAsync(node, "predict");
        Assert.Equal(await client.PredictAsync("socket", "m", Iris.All), await predict.PredictAsync("socket", "m", Iris.All));

        await using FusionSocket forget = await OpenAsync(node, "forget");
        await forget.SendAsync("socket", Iris.Rows(row => row < 50));
        await client.ForgetAsync("rest", Iris.Rows(row => row < 50));
        Assert.Equal((await client.DigestAsync("rest")).Digest, (await client.DigestAsync("socket")).Digest);
    }

    private static Task<FusionSocket> OpenAsync(NodeProcess node, string service) =>
        FusionSocket.OpenAsync(node.Address, service, NodeProcess.Customer, NodeProcess.Key);
}
