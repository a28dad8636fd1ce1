using Fusion.Conformance.Tests.Support;

namespace Fusion.Conformance.Tests;

/// <summary>All specs share one node: it costs more to start than all they ask of it.</summary>
[CollectionDefinition(Name)]
public sealed class OneNode : ICollectionFixture<ConformanceNode>
{
    public const string Name = "one node";
}
