using Fusion.Contracts.Faults;
using Fusion.Contracts.Protocols;
using Fusion.Http.Tests.Endpoints;
using Fusion.Http.Tests.Support;
using Fusion.Statistics.Frames;

namespace Fusion.Http.Tests.Envelopes;

/// <summary>What is logged of requests that are declined: never what they sent.</summary>
public sealed class DeclinedLogSpec(ApiFixture fixture) : EndpointSpec(fixture)
{
    private const string Rows = """{"attributeNames":["age"],"attributeTypes":["C"],"data":[["secret-cell"]]}""";

    [Fact]
    public async Task A_bad_row_leaves_status_and_kind_and_not_its_value()
    {
        Script.On<CellProtocol.UpdateRows>(_ => new Refused(Fault.Invalid("Row 0, column [age]: [secret-cell] is no number")));

        Answer answer = await PostAsync("projects/irisTest/learn", Rows);

        Assert.Contains("secret-cell", answer.Text, StringComparison.Ordinal);
        await Host.Log.NextAsync("POST /symetry/rest/c1/projects/irisTest/learn declined with 400: InvalidRequest");
        Assert.DoesNotContain(Host.Log.Texts, text => text.Contains("secret-cell", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_damaged_frame_is_named_by_its_kind()
    {
        await PostAsync("projects/irisTest/learn", """{"attributeNames":["age"],"attributeTypes":["secret-type"],"data":[["1"]]}""");

        await Host.Log.NextAsync($"declined with 400: {nameof(FrameException)}");
        Assert.DoesNotContain(Host.Log.Texts, text => text.Contains("secret-type", StringComparison.Ordinal));
    }
}
