namespace Fusion.Http.WebSockets;

/// <summary>What a socket is for; the last part of its path.</summary>
internal enum SocketService
{
    /// <summary>Each message's rows are learned.</summary>
    Learn,

    /// <summary>Each message's rows are forgotten.</summary>
    Forget,

    /// <summary>Each message's rows are predicted.</summary>
    Predict,
}
