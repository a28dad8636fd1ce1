using Xunit.Abstractions;

namespace Fusion.Campaign;

/// <summary>The short form of the campaign, with a file as store.</summary>
public sealed class KillCampaignSpec(ITestOutputHelper output)
{
    [Fact]
    public async Task Twenty_kills_lose_no_row_and_count_none_twice()
    {
        CampaignResult result = await CrashCampaign.RunAsync(new CampaignOptions(Strikes: 20, Seed: 7), output.WriteLine);

        output.WriteLine(result.ToString());
        Assert.Empty(result.Faults);
        Assert.InRange(result.Forgotten, 1, result.Batches / 2);
    }
}
