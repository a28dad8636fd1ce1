namespace Fusion.Node.Tests.Support;

/// <summary>Specs that change the console or the environment of the process run one after another.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ProcessWide
{
    public const string Name = "process-wide";
}
