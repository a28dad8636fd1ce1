using Fusion.Http.Tests.Support;

namespace Fusion.Http.Tests.Authentication;

/// <summary>A host that serves no request twice.</summary>
public sealed class NoReplaysFixture() : ApiFixture(("RejectReplays", "true"));
