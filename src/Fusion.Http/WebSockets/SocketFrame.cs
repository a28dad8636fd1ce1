namespace Fusion.Http.WebSockets;

/// <summary>One message, taken apart.</summary>
/// <param name="Header">The header; null when the message has none, which only later messages of a connection may do.</param>
/// <param name="Payload">The data frame as sent.</param>
internal readonly record struct SocketFrame(FrameHeader? Header, ReadOnlyMemory<byte> Payload);
