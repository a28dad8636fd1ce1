using System.Text.Encodings.Web;
using System.Text.Json;
using Fusion.Contracts.Faults;
using Fusion.Http.Dtos;
using Microsoft.AspNetCore.Http;

namespace Fusion.Http.Envelopes;

/// <summary>An answer: the form of every response, errors included.</summary>
/// <param name="Status">The status.</param>
/// <param name="Text">The <c>statusString</c>.</param>
/// <param name="Values">The entities; none is written as an empty object.</param>
internal sealed record Envelope(ApiStatus Status, string Text, ValuesDto Values) : IResult
{
    private static readonly EnvelopeJson Json = new(
        new JsonSerializerOptions(EnvelopeJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public Envelope(ApiStatus status, string text)
        : this(status, text, ValuesDto.None)
    {
    }

    /// <summary>Headers that belong to the answer.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Plain success.</summary>
    public static Envelope Ok(ValuesDto values) => new(ApiStatus.Ok, "OK", values);

    /// <summary>Plain success without an entity.</summary>
    public static Envelope Ok() => Ok(ValuesDto.None);

    /// <summary>A request that is wrong in itself.</summary>
    public static Envelope BadRequest(string text) => new(ApiStatus.BadRequest, text);

    /// <summary>A declined request.</summary>
    public static Envelope Of(Fault fault) => fault.Code == FaultCode.Overloaded ? Overloaded(fault.Text) : new(FaultTable.StatusOf(fault.Code), fault.Text);

    /// <summary>Too much at once: the header tells when to try again, in seconds.</summary>
    public static Envelope Overloaded(string text) => new(ApiStatus.TooManyRequests, text)
    {
        Headers = new Dictionary<string, string> { ["Retry-After"] = "1" },
    };

    /// <summary>The answer as JSON, for where it is no response of its own.</summary>
    public byte[] ToUtf8() => JsonSerializer.SerializeToUtf8Bytes(ToDto(), Json.EnvelopeDto);

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        HttpResponse response = httpContext.Response;
        response.StatusCode = Status.Http;
        response.ContentType = "application/json";
        foreach ((string name, string value) in Headers)
            response.Headers[name] = value;
        await JsonSerializer.SerializeAsync(response.BodyWriter, ToDto(), Json.EnvelopeDto, httpContext.RequestAborted);
    }

    private EnvelopeDto ToDto() => new(Status.Name, Text, Values);
}
