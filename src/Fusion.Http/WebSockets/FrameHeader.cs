using System.Collections.Immutable;
using Fusion.Http.Authentication;

namespace Fusion.Http.WebSockets;

/// <summary>What stands before the rows of a message.</summary>
/// <param name="Authentication">Date, MD5, signature and customer; what is missing is empty.</param>
/// <param name="ExtraKeys">The project, for predictions also the model.</param>
internal sealed record FrameHeader(AuthenticationHeaders Authentication, ImmutableArray<string> ExtraKeys);
