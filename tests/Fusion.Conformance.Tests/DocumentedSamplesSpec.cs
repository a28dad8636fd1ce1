using Fusion.Conformance.Tests.Samples;
using Fusion.Conformance.Tests.Support;

namespace Fusion.Conformance.Tests;

/// <summary>Every documented request, sent to a whole node, gets its documented answer; what can't yet is on a list that only gets shorter.</summary>
[Collection(OneNode.Name)]
public sealed class DocumentedSamplesSpec(ConformanceNode node)
{
    // Whether a job still runs when it is asked for is up to the machine; it is asked again of a new job.
    private const int AttemptsAtRunningJob = 20;

    public static TheoryData<string> Ids => [.. Sample.Ids];

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task A_documented_request_gets_its_documented_answer_unless_it_is_pending(string id)
    {
        Exception? difference = await PlayAsync(id);

        PendingList.Judge(id, difference);
    }

    [Fact]
    public void Every_pending_id_is_a_case()
    {
        Assert.Empty(PendingList.All.Keys.Except([.. Sample.Ids, RustWebSocketSpec.Case]));
    }

    private async Task<Exception?> PlayAsync(string id)
    {
        Exception? difference = null;
        for (int attempt = 0; attempt < (id == "job-running" ? AttemptsAtRunningJob : 1); attempt++)
        {
            Stage stage = new(node, await node.NewAccountAsync());
            difference = await Record.ExceptionAsync(() => new Performance(Sample.Of(id), stage).PlayAsync());
            if (difference is null) break;
        }

        return difference;
    }
}
