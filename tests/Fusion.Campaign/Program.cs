using Fusion.Campaign;

// The long run: dotnet run -c Release --project tests/Fusion.Campaign -- --kills 1000 --seed 1 [--db postgres://…]
if (CampaignOptions.Parse(args) is not { } options)
{
    Console.Error.WriteLine(CampaignOptions.Usage);
    return 2;
}

CampaignResult result = await CrashCampaign.RunAsync(options, Console.WriteLine);
Console.WriteLine(result);
return result.Faults.Count == 0 ? 0 : 1;
