using System.Globalization;

namespace Fusion.Campaign;

/// <summary>How a campaign ended.</summary>
/// <param name="Strikes">How often a node was struck.</param>
/// <param name="Batches">Batches acknowledged.</param>
/// <param name="Forgotten">Those of them that forgot the rows of others.</param>
/// <param name="Rows">Their rows.</param>
/// <param name="Resent">Requests that were not acknowledged, and sent again under the same key.</param>
/// <param name="MostResent">How often the unluckiest of them was.</param>
/// <param name="Elapsed">From the first start to the last answer.</param>
/// <param name="Faults">What is lost, double or wrong; empty when all is well.</param>
internal sealed record CampaignResult(
    int Strikes, long Batches, long Forgotten, long Rows, long Resent, int MostResent, TimeSpan Elapsed, IReadOnlyList<string> Faults)
{
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Strikes} strikes in {Elapsed:hh\\:mm\\:ss}: {Batches} batches of {Rows} rows acknowledged, {Forgotten} of them to forget others, {Resent} requests sent again, none more than {MostResent} times; ")
        + (Faults.Count == 0 ? "every row counted once" : string.Join("; ", Faults));
}
