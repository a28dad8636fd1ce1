using System.Net;
using Fusion.Node.Push;
using Fusion.Node.Tests.Support;

namespace Fusion.Node.Tests.Push;

public sealed class NodeWatchSpec
{
    private static readonly Uri Node = new("http://127.0.0.1:8080");

    [Fact]
    public async Task A_node_that_can_not_be_reached_is_told_once_for_each_time()
    {
        Func<HttpResponseMessage> lost = ScriptedHandler.Fail(new HttpRequestException("outer", new IOException("refused")));
        Func<HttpResponseMessage> busy = ScriptedHandler.Answer(HttpStatusCode.ServiceUnavailable, "{}");
        List<string> told = [];
        using var http = new HttpClient(new NodeWatch(Node, told.Add, new ScriptedHandler(lost, lost, busy, lost)));

        foreach (bool isLost in (bool[])[true, true, false, true])
        {
            if (isLost) await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync(Node));
            else using (await http.GetAsync(Node)) { }
        }

        Assert.Equal(Enumerable.Repeat("waiting for the node at http://127.0.0.1:8080/: refused", 2), told);
    }
}
