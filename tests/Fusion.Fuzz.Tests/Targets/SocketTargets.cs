using Fusion.Http.WebSockets;
using Fusion.Models;

namespace Fusion.Fuzz.Tests.Targets;

/// <summary>What comes over a WebSocket.</summary>
internal static class SocketTargets
{
    public static FuzzTarget Message { get; } = new("message", ReadMessage, fault => fault is InvalidRequestException)
    {
        Words =
        [
            "{\"headers\":[", "\"extraKeys\":[", "],", "]}", "-289907289", "57,", "123,", "0,", "16385,", "2147483648,", "\"\\u003d\"", "{\"attributeNames\":[\"x\"]}",
            "\"\\ud83d\\ude00\"", ",\"a\":1",
        ],
    };

    private static void ReadMessage(byte[] input)
    {
        SocketFrame frame = FrameReader.Read(input);
        if (frame.Header is not { } header) return;
        SignedFrame signed = new(header, frame.Payload, "/symetry/ws/learn", ["ws://localhost:8080"]);
        signed.Describe();
        signed.HasSignature("rS1nvXfPorblxZUH8DOIIOLQXel5d54jdreEwuTEOzE=", "AAECAwQFBgcICQoLDA0ODw==");
    }
}
