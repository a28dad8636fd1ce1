using System.Text;
using Fusion.Contracts.Ids;
using Fusion.Http;
using Fusion.Http.Authentication;
using Fusion.Http.Encryption;
using Fusion.Http.Endpoints;
using Fusion.Http.Envelopes;
using Fusion.Http.Readers;
using Fusion.Models;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Fusion.Fuzz.Tests.Targets;

/// <summary>What a request carries beside rows.</summary>
internal static class RequestTargets
{
    private const string Key = "AAECAwQFBgcICQoLDA0ODw==";

    private static readonly IOptions<HttpOptions> Options = Microsoft.Extensions.Options.Options.Create(new HttpOptions());
    private static readonly CellListReader Cells = new(new PlainProtector(), Options);
    private static readonly StoppedClock Clock = new();
    private static readonly BodyReader Bodies = new(new BodyMemory(Options), Clock, Options, NullLogger<BodyReader>.Instance);
    private static readonly Authenticator Authenticator =
        new(new OneUser(Key), Bodies, new ReplayCache(Clock, Options), Clock, Options);

    public static FuzzTarget Context { get; } = new("context", ReadContext, fault => fault is InvalidRequestException)
    {
        Words = ["\"values\"", "\"targets\"", "\"inputAttributes\"", "\"inputAttributeNames\"", "\"extraParameters\"", ":[{", "}]", "\"1\"", "12", "{}", "[]"],
        BytesPerByte = 4096,
    };

    public static FuzzTarget Encrypted { get; } = new("encrypted", input => Cells.Read(CallerOf(input)), fault => fault is InvalidRequestException)
    {
        Words = ["\"host\"", "\"http://a:1\"", "\"cid\"", "\"sk\"", "\"pid\"", "\"values\"", "[::1]", ":99999", "@", "//", "/symetry/rest", "xn--"],
        Seal = bytes => Encoding.ASCII.GetBytes(BodyCipher.TryEncrypt(Key, bytes)!),
        BytesPerByte = 4096,
    };

    public static FuzzTarget Authentication { get; } = new("authentication", ReadHeaders, fault => fault is DeclinedException)
    {
        Words =
        [
            "Authorization: ", "sym-date: ", "Content-MD5: ", "sym-content-sha256: ", "Customer-ID: ", "X-Forwarded-Host: ", "X-Forwarded-Proto: ", "\n", "?",
            "%2F", "://",
        ],
        BytesPerByte = 4096,
    };

    public static FuzzTarget Query { get; } = new("query", ReadQuery, fault => fault is InvalidRequestException or DeclinedException)
    {
        Words = ["pid=", "&type=", "&persist=", "&enableHistogram=", "metric=", "&async=", "true", "%20", "+", "mgpuf", "&&", "=", "&PID="],
        BytesPerByte = 4096,
    };

    private static Caller CallerOf(byte[] body) => new(CustomerId.Parse("c1"), Key, body);

    private static void ReadContext(byte[] input)
    {
        Try(() => ContextReader.ReadOne(input));
        Try(() => ContextReader.ReadMany(input));
        FlatMapReader.Read((ReadOnlyMemory<byte>)input);
    }

    /// <summary>A reader that declines leaves the others to be tried on the same input.</summary>
    private static void Try(Action read)
    {
        try
        {
            read();
        }
        catch (InvalidRequestException)
        {
            // documented
        }
    }

    /// <summary>Method and target on the first line, a header on each further one, the body after an empty line.</summary>
    private static void ReadHeaders(byte[] input)
    {
        int split = input.AsSpan().IndexOf("\n\n"u8);
        string[] lines = Encoding.UTF8.GetString(split < 0 ? input : input[..split]).Split('\n');
        string[] first = lines[0].Split(' ', 2);
        DefaultHttpContext context = new();
        IHttpRequestFeature request = context.Features.GetRequiredFeature<IHttpRequestFeature>();
        string target = first.Length == 2 && first[1].Length > 0 ? first[1] : "/"; // the server lets no empty one through
        (request.Method, request.RawTarget, request.Scheme) = (first[0], target, "http");
        request.Body = new MemoryStream(split < 0 ? [] : input[(split + 2)..]);
        foreach (string[] header in lines[1..].Select(line => line.Split(": ", 2)).Where(header => header is [{ Length: > 0 }, _]))
            context.Request.Headers[header[0]] = header[1];
        Caller caller = Authenticator.AuthenticateAsync(context.Request, "c1", mayStream: true).GetAwaiter().GetResult();
        caller.Unconfirmed?.ConfirmAsync(CancellationToken.None).GetAwaiter().GetResult();
    }

    private static void ReadQuery(byte[] input)
    {
        DefaultHttpContext context = new();
        context.Features.Set(CallerOf([]));
        context.Request.Query = new QueryCollection(QueryHelpers.ParseQuery(Encoding.UTF8.GetString(input)));
        var call = Call.Of(context);
        Try(() => ExploreMetrics.Find(call.Query.Require("metric")));
        Try(() => call.Query.Flag("async", false));
        Try(() => NewProject.FusionSettings(call));
        NewProject.CellSettings(call, FlatMapReader.Read((ReadOnlyMemory<byte>)Array.Empty<byte>()));
        NewProject.Name(call.Query.Require("pid"));
    }
}
