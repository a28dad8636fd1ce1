using System.Data.Common;
using Akka.Actor;
using Akka.Hosting;
using Akka.Pattern;
using Fusion.Contracts.Faults;
using Fusion.Models;
using Fusion.Statistics.Frames;
using Microsoft.AspNetCore.Http;

namespace Fusion.Http.Envelopes;

/// <summary>The one table from what went wrong to status and text.</summary>
internal static class FaultTable
{
    private const string NoAnswer = "No answer in time: the project is busy or its node is unreachable; send the request again later";

    private const string RowsUnconfirmed =
        "No answer in time: the rows may still be counted. Repeat the request only under the same Idempotency-Key, else they may count twice; "
        + "where the request had none, that header of this answer names one to use within minutes";

    /// <summary>The status of a fault.</summary>
    public static ApiStatus StatusOf(FaultCode code) => code switch
    {
        FaultCode.InvalidRequest => ApiStatus.BadRequest,
        FaultCode.UnknownProject => ApiStatus.BadRequest,
        FaultCode.UnknownJob => ApiStatus.BadRequest,
        FaultCode.NotSupportedOnFusion => ApiStatus.BadRequest,
        FaultCode.NameTaken => ApiStatus.Conflict,
        FaultCode.UnknownModel => ApiStatus.ServerError,
        FaultCode.ProcessingFailed => ApiStatus.ServerError,
        FaultCode.Stale => ApiStatus.Unavailable,
        FaultCode.Unreachable => ApiStatus.Unavailable,
        FaultCode.Overloaded => ApiStatus.TooManyRequests,
        FaultCode.Damaged => ApiStatus.ServerError,
        FaultCode.Unstored => ApiStatus.Unavailable,
        _ => throw new ArgumentOutOfRangeException(nameof(code), code, "A fault code without a status"),
    };

    /// <summary>The answer to an exception.</summary>
    public static Envelope AnswerTo(Exception exception) => exception switch
    {
        DeclinedException declined => declined.Answer,
        InvalidRequestException or FrameException => Envelope.BadRequest(exception.Message),
        BadHttpRequestException bad => new Envelope(StatusOf(bad), bad.Message),
        RowsUnconfirmedException => new Envelope(ApiStatus.Unavailable, RowsUnconfirmed),
        AskTimeoutException => new Envelope(ApiStatus.Unavailable, NoAnswer),
        IllegalStateException => new Envelope(ApiStatus.Unavailable, "The server is stopping; send the request again, to another node"), // no stream begins any more
        MissingActorRegistryEntryException => new Envelope(ApiStatus.Unavailable, "The server is starting; send the request again later"),
        DbException => new Envelope(ApiStatus.Unavailable, "The store of users does not answer; send the request again later"),
        _ => Envelope.Of(Fault.Failed(exception.Message)),
    };

    private static ApiStatus StatusOf(BadHttpRequestException exception) =>
        exception.StatusCode == ApiStatus.BodyTooLarge.Http ? ApiStatus.BodyTooLarge : ApiStatus.BadRequest;
}
