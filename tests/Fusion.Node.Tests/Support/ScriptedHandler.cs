using System.Net;

namespace Fusion.Node.Tests.Support;

/// <summary>A server of prepared answers; keeps what it was sent.</summary>
internal sealed class ScriptedHandler(params Func<HttpResponseMessage>[] answers) : HttpMessageHandler
{
    private readonly Queue<Func<HttpResponseMessage>> _answers = new(answers);

    public List<(HttpRequestMessage Message, string Body)> Received { get; } = [];

    public static Func<HttpResponseMessage> Answer(HttpStatusCode status, string json, params (string Name, string Value)[] headers) => () =>
    {
        var response = new HttpResponseMessage(status) { Content = new StringContent(json) };
        foreach ((string name, string value) in headers)
            response.Headers.Add(name, value);
        return response;
    };

    public static Func<HttpResponseMessage> Fail(Exception cause) => () => throw cause;

    public string Header(int request, string name) =>
        Received[request].Message.Headers.TryGetValues(name, out IEnumerable<string>? values) ? string.Join(",", values) : "";

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Received.Add((request, request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken)));
        return _answers.Dequeue()();
    }
}
