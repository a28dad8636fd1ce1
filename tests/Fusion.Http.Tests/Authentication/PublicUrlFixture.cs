using Fusion.Http.Tests.Support;

namespace Fusion.Http.Tests.Authentication;

/// <summary>A host that clients also reach under a URL it can't see.</summary>
public sealed class PublicUrlFixture() : ApiFixture(("PublicUrls:0", "https://public.example/"));
