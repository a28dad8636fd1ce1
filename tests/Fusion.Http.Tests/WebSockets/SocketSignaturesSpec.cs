using System.Net.WebSockets;
using System.Text.Json.Nodes;
using Fusion.Http.Tests.Support;

namespace Fusion.Http.Tests.WebSockets;

/// <summary>The published vectors, every accepted form, and the checks in their order.</summary>
public sealed class SocketSignaturesSpec(ApiFixture fixture) : SocketSpec(fixture)
{
    [Theory]
    [InlineData("KP3q80mHBuWeczD/BuAauFHUkCFk2pmV3gmdncuHxU8=")]
    [InlineData("rS1nvXfPorblxZUH8DOIIOLQXel5d54jdreEwuTEOzE=")]
    public async Task A_published_signature_is_accepted(string signature)
    {
        using RawSocket socket = await RawSocket.OpenAsync(Host, "learn", "localhost:8080");
        string header = $$"""{"headers":["{{TestKeys.Date}}","/L+2zvOEZYLWC77+S9jmpQ==","{{signature}}","c1"],"extraKeys":["p1"]}""";

        await socket.SendAsync($"143,{header}{Rows}");

        Assert.Equal(Ok, await socket.ReceiveAsync());
    }

    [Fact]
    public void The_signer_of_these_tests_computes_the_published_signatures()
    {
        Assert.Equal("KP3q80mHBuWeczD/BuAauFHUkCFk2pmV3gmdncuHxU8=", new SignedFrameText("ws://localhost:8080/symetry/ws/learn", Rows, "p1").Sign());
        Assert.Equal("rS1nvXfPorblxZUH8DOIIOLQXel5d54jdreEwuTEOzE=", new SignedFrameText("/symetry/ws/learn", Rows, "p1") { Newline = false }.Sign());
    }

    [Theory]
    [InlineData("ws://h.example/symetry/ws/learn")]
    [InlineData("ws://h.example:80/symetry/ws/learn")]
    [InlineData("wss://h.example/symetry/ws/learn")]
    [InlineData("wss://h.example:443/symetry/ws/learn")]
    [InlineData("/symetry/ws/learn")]
    public async Task Each_form_of_the_service_is_accepted_with_and_without_the_last_line_feed(string service)
    {
        using RawSocket socket = await RawSocket.OpenAsync(Host, "learn", "h.example");

        foreach (bool newline in (bool[])[true, false])
            Assert.Equal(("OK", "OK"), await socket.AskAsync((new SignedFrameText(service, Rows, "p1") { Newline = newline }).Prefixed));
    }

    [Theory]
    [InlineData("http://h.example/symetry/ws/learn")]
    [InlineData("ws://other.example/symetry/ws/learn")]
    [InlineData("/symetry/ws/forget")]
    [InlineData("symetry/ws/learn")]
    public async Task Other_forms_are_not_accepted(string service)
    {
        using RawSocket socket = await RawSocket.OpenAsync(Host, "learn", "h.example");

        Assert.Equal(("UNAUTHORIZED", "Invalid Signature"), await socket.AskAsync(new SignedFrameText(service, Rows, "p1").Prefixed));
    }

    [Fact]
    public async Task The_extra_keys_are_signed()
    {
        using RawSocket socket = await RawSocket.OpenAsync(Host, "learn");
        SignedFrameText right = Learn();

        Assert.Equal(("UNAUTHORIZED", "Invalid Signature"), await socket.AskAsync((right with { Keys = ["both"], Signature = right.Sign() }).Prefixed));
    }

    [Fact]
    public async Task Each_check_comes_before_those_after_it_and_each_failure_closes_the_socket()
    {
        SignedFrameText message = Learn() with { Signature = "", Date = "", Md5 = "AAAA", Customer = "c2" };
        var seen = new List<(string, string)>();
        foreach (SignedFrameText step in (SignedFrameText[])
                 [
                     message,
                     message with { Signature = "AAAA" },
                     message with { Signature = "AAAA", Date = "today" },
                     message with { Signature = "AAAA", Date = "2026-01-02 02:04:05" },
                     message with { Signature = "AAAA", Date = TestKeys.Date },
                     message with { Signature = "AAAA", Date = TestKeys.Date, Customer = "c1" },
                     message with { Signature = "AAAA", Date = TestKeys.Date, Customer = "c1", Md5 = "" },
                     message with { Signature = "AAAA", Date = TestKeys.Date, Customer = "c1", Md5 = null },
                 ])
        {
            using RawSocket socket = await RawSocket.OpenAsync(Host, "learn");
            seen.Add(await socket.AskAsync(step.Prefixed));
            Assert.Null(await socket.ReceiveAsync());
            Assert.Equal(WebSocketCloseStatus.PolicyViolation, socket.CloseStatus);
        }

        Assert.Equal(
            [
                ("BAD_REQUEST", "Authentication header is null"),
                ("BAD_REQUEST", "sym-date header is null"),
                ("BAD_REQUEST", "Invalid Date Format"),
                ("BAD_REQUEST", "Please update your server time, it is likely out of sync with UTC"),
                ("UNAUTHORIZED", "Invalid User"),
                ("BAD_REQUEST", "Md5 do not match"),
                ("BAD_REQUEST", "Md5 do not match"),
                ("UNAUTHORIZED", "Invalid Signature"),
            ],
            seen);
        Assert.Empty(Script.Received);
    }

    [Fact]
    public async Task The_string_to_sign_is_that_of_the_full_url()
    {
        using RawSocket socket = await RawSocket.OpenAsync(Host, "learn", "h.example:8080");

        await socket.SendAsync((Learn() with { Signature = "d3Jvbmc=" }).Prefixed);
        JsonNode answer = JsonNode.Parse((await socket.ReceiveAsync())!)!;

        Assert.Equal(
            $@"/L+2zvOEZYLWC77+S9jmpQ==\nSECRETKEY\n{TestKeys.Date}\nc1\n{Rows}\nws://h.example:8080/symetry/ws/learn\np1\n",
            answer["values"]!["stringToSign"]!.GetValue<string>());
    }
}
