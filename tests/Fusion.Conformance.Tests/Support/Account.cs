namespace Fusion.Conformance.Tests.Support;

/// <summary>A user of the node.</summary>
/// <param name="Cid">The user name.</param>
/// <param name="Key">The secret key, Base64.</param>
internal sealed record Account(string Cid, string Key);
