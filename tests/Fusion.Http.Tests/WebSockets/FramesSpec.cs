using System.Net.WebSockets;
using Fusion.Contracts.Protocols;
using Fusion.Http.Tests.Support;

namespace Fusion.Http.Tests.WebSockets;

/// <summary>The three forms of a message, whole and in pieces.</summary>
public sealed class FramesSpec(ApiFixture fixture) : SocketSpec(fixture)
{
    [Fact]
    public async Task The_header_is_measured_in_characters_or_in_bytes_or_ends_at_the_delimiter()
    {
        using RawSocket socket = await RawSocket.OpenAsync(Host, "learn");
        SignedFrameText message = Learn("größe");

        Assert.NotEqual(message.Prefixed, message.PrefixedByBytes);
        foreach (string text in (string[])[message.Prefixed, message.PrefixedByBytes, message.Delimited])
            Assert.Equal(("OK", "OK"), await socket.AskAsync(text));
        Assert.Equal(3, Script.Received.OfType<CellProtocol.UpdateRows>().Count(update => update.ProjectId.Name.Value == "größe"));
    }

    [Fact]
    public async Task Characters_beyond_the_basic_plane_count_two_as_in_java()
    {
        using RawSocket socket = await RawSocket.OpenAsync(Host, "learn");

        Assert.Equal(("BAD_REQUEST", "Cannot Find SYMETRYML id[😀] for Customer id [c1]"), await socket.AskAsync(Learn("😀").Prefixed));
    }

    [Fact]
    public async Task A_later_message_may_leave_the_header_out()
    {
        using RawSocket socket = await RawSocket.OpenAsync(Host, "learn");
        await socket.AskAsync(Learn().Prefixed);

        Assert.Equal(("OK", "OK"), await socket.AskAsync("""{"attributeNames":["x"],"data":[["}-289907289{"]]}"""));
        Assert.Equal(2, Script.Received.OfType<CellProtocol.UpdateRows>().Select(update => update.AttemptId).Distinct().Count());
    }

    [Fact]
    public async Task A_first_message_may_not()
    {
        using RawSocket socket = await RawSocket.OpenAsync(Host, "learn");

        Assert.Equal(("BAD_REQUEST", "Authentication header is null"), await socket.AskAsync(Rows));
        Assert.Null(await socket.ReceiveAsync());
        Assert.Equal(WebSocketCloseStatus.PolicyViolation, socket.CloseStatus);
    }

    [Fact]
    public async Task Without_a_header_a_message_counts_only_as_long_as_the_key_of_the_last_one_is_valid()
    {
        using RawSocket socket = await RawSocket.OpenAsync(Host, "learn");
        await socket.AskAsync(Learn().Prefixed);
        Host.Users.Add(TestKeys.Customer, "//////////////////////==");

        Assert.Equal(("UNAUTHORIZED", "Invalid User"), await socket.AskAsync(Rows));
        Assert.Null(await socket.ReceiveAsync());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    public async Task A_message_may_come_in_pieces(int fragment)
    {
        using RawSocket socket = await RawSocket.OpenAsync(Host, "learn");

        await socket.SendAsync(Learn("größe").PrefixedByBytes, fragment);

        Assert.Equal(Ok, await socket.ReceiveAsync());
    }

    [Fact]
    public async Task A_message_may_be_as_large_as_a_body()
    {
        using RawSocket socket = await RawSocket.OpenAsync(Host, "learn");
        string row = $"""["{new string('1', 1000)}"]""";
        string payload = $$"""{"attributeNames":["x"],"attributeTypes":["S"],"data":[{{string.Join(',', Enumerable.Repeat(row, 5000))}}]}""";

        await socket.SendAsync(Learn(payload: payload).Prefixed, fragment: 1 << 16);

        Assert.Equal(Ok, await socket.ReceiveAsync());
        Assert.Equal(5000, Script.Single<CellProtocol.UpdateRows>().Frame.RowCount);
    }

    [Theory]
    [InlineData("hello", "it begins with neither a length nor an object")]
    [InlineData("12{}", "no comma follows the number at its beginning")]
    [InlineData("99999,{}", "its header would have 99999 characters; allowed are 1 to 16384")]
    [InlineData("""2,{}{"data":[]}""", "no header object ends after 2 characters or bytes")]
    [InlineData("""13,{"headers":1}{}""", "no header object ends after 13 characters or bytes")]
    public async Task A_message_that_has_none_of_the_forms_is_told_what_is_wrong(string text, string fault)
    {
        using RawSocket socket = await RawSocket.OpenAsync(Host, "learn");

        (string code, string answer) = await socket.AskAsync(text);

        Assert.Equal("BAD_REQUEST", code);
        Assert.StartsWith($"Malformed message: {fault};", answer, StringComparison.Ordinal);
        Assert.Null(await socket.ReceiveAsync());
        Assert.Equal(WebSocketCloseStatus.PolicyViolation, socket.CloseStatus);
    }

    [Fact]
    public async Task Once_authenticated_a_malformed_message_costs_no_connection()
    {
        using RawSocket socket = await RawSocket.OpenAsync(Host, "learn");
        await socket.AskAsync(Learn().Prefixed);

        Assert.Equal("BAD_REQUEST", (await socket.AskAsync("hello")).Code);
        Assert.Equal(("OK", "OK"), await socket.AskAsync(Rows));
    }

    [Fact]
    public async Task A_binary_message_is_refused()
    {
        using RawSocket socket = await RawSocket.OpenAsync(Host, "learn");

        await socket.SendBinaryAsync([1, 2, 3]);

        Assert.Contains("only text messages are allowed", await socket.ReceiveAsync(), StringComparison.Ordinal);
        Assert.Null(await socket.ReceiveAsync());
        Assert.Equal(WebSocketCloseStatus.InvalidMessageType, socket.CloseStatus);
    }
}
