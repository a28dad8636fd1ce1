using Microsoft.AspNetCore.Http;

namespace Fusion.Http.Envelopes;

/// <summary>An HTTP status together with the name that stands in the envelope.</summary>
/// <param name="Http">The status of the response.</param>
/// <param name="Name">The envelope's <c>statusCode</c>.</param>
internal sealed record ApiStatus(int Http, string Name)
{
    public static readonly ApiStatus Ok = new(StatusCodes.Status200OK, "OK");
    public static readonly ApiStatus Created = new(StatusCodes.Status201Created, "CREATED");
    public static readonly ApiStatus Accepted = new(StatusCodes.Status202Accepted, "ACCEPTED");
    public static readonly ApiStatus BadRequest = new(StatusCodes.Status400BadRequest, "BAD_REQUEST");
    public static readonly ApiStatus Unauthorized = new(StatusCodes.Status401Unauthorized, "UNAUTHORIZED");
    public static readonly ApiStatus NotFound = new(StatusCodes.Status404NotFound, "NOT_FOUND");
    public static readonly ApiStatus MethodNotAllowed = new(StatusCodes.Status405MethodNotAllowed, "METHOD_NOT_ALLOWED");
    public static readonly ApiStatus Timeout = new(StatusCodes.Status408RequestTimeout, "REQUEST_TIMEOUT");
    public static readonly ApiStatus Conflict = new(StatusCodes.Status409Conflict, "CONFLICT");
    public static readonly ApiStatus BodyTooLarge = new(StatusCodes.Status413PayloadTooLarge, "REQUEST_ENTITY_TOO_LARGE");
    public static readonly ApiStatus TooManyRequests = new(StatusCodes.Status429TooManyRequests, "TOO_MANY_REQUESTS");
    public static readonly ApiStatus ServerError = new(StatusCodes.Status500InternalServerError, "INTERNAL_SERVER_ERROR");
    public static readonly ApiStatus Unavailable = new(StatusCodes.Status503ServiceUnavailable, "SERVICE_UNAVAILABLE");
}
