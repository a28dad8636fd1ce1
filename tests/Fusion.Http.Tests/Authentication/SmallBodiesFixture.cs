using Fusion.Http.Tests.Support;

namespace Fusion.Http.Tests.Authentication;

/// <summary>A host that takes small bodies only.</summary>
public sealed class SmallBodiesFixture() : ApiFixture(("MaxBufferedBody", "2000"), ("MaxBodySize", "3000"), ("MaxBodyMemory", "100000"));
