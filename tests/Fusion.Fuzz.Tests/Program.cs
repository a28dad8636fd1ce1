using System.Diagnostics;
using System.Globalization;
using Fusion.Fuzz.Tests;
using Fusion.Fuzz.Tests.Targets;

// The long run: dotnet run -c Release --project tests/Fusion.Fuzz.Tests -- MINUTES [TARGET…]
const int Slice = 20_000;
if (args.Length == 0 || !double.TryParse(args[0], CultureInfo.InvariantCulture, out double minutes))
{
    Console.Error.WriteLine("usage: MINUTES [TARGET…]; targets: " + string.Join(' ', AllTargets.List));
    return 2;
}

FuzzTarget[] targets = args.Length > 1 ? [.. args[1..].Select(AllTargets.Of)] : [.. AllTargets.List];
List<Finding> findings = [];
var watch = Stopwatch.StartNew();
for (int first = 0; watch.Elapsed < TimeSpan.FromMinutes(minutes) && findings.Count < targets.Length; first += Slice)
{
    foreach (FuzzTarget target in targets.Where(target => findings.TrueForAll(finding => finding.Target != target)))
    {
        if (new FuzzRun(target).Over(Enumerable.Range(first, Slice).Select(new Mutator(target, Corpus.Of(target)).Input)) is not { } finding) continue;
        findings.Add(finding);
        Console.WriteLine(finding);
    }

    Console.WriteLine($"{first + Slice} inputs each, {findings.Count} findings, {watch.Elapsed:hh\\:mm\\:ss}");
}

return findings.Count == 0 ? 0 : 1;
