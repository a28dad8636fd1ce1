using System.Globalization;
using Fusion.Fuzz.Tests.Targets;

namespace Fusion.Fuzz.Tests;

/// <summary>Whatever bytes arrive, a reader answers with what it read or with the exception it documents, in time and in bounded memory.</summary>
public sealed class FuzzSpec
{
    private const int DefaultCases = 4_000;

    public static TheoryData<string> Names => [.. AllTargets.List.Select(target => target.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_kept_input_is_coped_with(string name)
    {
        FuzzTarget target = AllTargets.Of(name);

        Assert.Null(new FuzzRun(target).Over(Corpus.Of(target)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_mutated_input_is_coped_with(string name)
    {
        FuzzTarget target = AllTargets.Of(name);
        int cases = int.TryParse(Environment.GetEnvironmentVariable("FUSION_FUZZ_CASES"), CultureInfo.InvariantCulture, out int wanted) ? wanted : DefaultCases;

        FuzzRun run = new(target);
        Finding? finding = run.Over(Enumerable.Range(0, cases).Select(new Mutator(target, Corpus.Of(target)).Input));

        Assert.True(finding is null, finding?.ToString());
        Assert.True(run.Accepted > cases / 100 && run.Declined > cases / 100, $"{run.Accepted} accepted and {run.Declined} declined: one side is hardly tried");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_mutator_makes_the_same_input_of_the_same_seed(string name)
    {
        FuzzTarget target = AllTargets.Of(name);

        Assert.Equal(new Mutator(target, Corpus.Of(target)).Input(7), new Mutator(target, Corpus.Of(target)).Input(7));
    }
}
