using System.Net.WebSockets;
using Fusion.Http.Envelopes;

namespace Fusion.Http.WebSockets;

/// <summary>What came from a peer: a message, or the end.</summary>
/// <param name="Content">The message; empty at the end.</param>
/// <param name="End">With which status to close; null for a message.</param>
/// <param name="Rejection">The answer to a message that was not read to its end; null for any other.</param>
internal readonly record struct SocketMessage(ReadOnlyMemory<byte> Content, WebSocketCloseStatus? End = null, Envelope? Rejection = null);
