using System.Data.Common;
using Akka.Actor;
using Akka.Hosting;
using Akka.Pattern;
using Fusion.Contracts.Faults;
using Fusion.Http.Envelopes;
using Fusion.Models;
using Fusion.Statistics.Frames;

namespace Fusion.Http.Tests.Envelopes;

/// <summary>What every fault and exception is answered with.</summary>
public sealed class FaultTableSpec
{
    private static readonly Dictionary<FaultCode, (int, string)> Expected = new()
    {
        [FaultCode.InvalidRequest] = (400, "BAD_REQUEST"),
        [FaultCode.UnknownProject] = (400, "BAD_REQUEST"),
        [FaultCode.UnknownJob] = (400, "BAD_REQUEST"),
        [FaultCode.NotSupportedOnFusion] = (400, "BAD_REQUEST"),
        [FaultCode.NameTaken] = (409, "CONFLICT"),
        [FaultCode.UnknownModel] = (500, "INTERNAL_SERVER_ERROR"),
        [FaultCode.ProcessingFailed] = (500, "INTERNAL_SERVER_ERROR"),
        [FaultCode.Stale] = (503, "SERVICE_UNAVAILABLE"),
        [FaultCode.Unreachable] = (503, "SERVICE_UNAVAILABLE"),
        [FaultCode.Overloaded] = (429, "TOO_MANY_REQUESTS"),
        [FaultCode.Damaged] = (500, "INTERNAL_SERVER_ERROR"),
        [FaultCode.Unstored] = (503, "SERVICE_UNAVAILABLE"),
    };

    public static TheoryData<FaultCode> Codes => [.. Enum.GetValues<FaultCode>()];

    [Theory]
    [MemberData(nameof(Codes))]
    public void Every_fault_code_has_its_status_and_name(FaultCode code)
    {
        ApiStatus status = FaultTable.StatusOf(code);

        Assert.Equal(Expected[code], (status.Http, status.Name));
    }

    [Fact]
    public void A_wrong_request_is_400_with_its_own_text()
    {
        Assert.Equal((400, "no"), Answer(new InvalidRequestException("no")));
        Assert.Equal((400, "no"), Answer(new FrameException("no")));
    }

    [Fact]
    public void A_missing_answer_is_503()
    {
        Assert.Equal(503, Answer(new AskTimeoutException("Timeout after 30 seconds")).Status);
        Assert.Equal(503, Answer(new MissingActorRegistryEntryException("no region yet")).Status);
        Assert.Equal(503, Answer(new IllegalStateException("Attempted to call Materialize() after the ActorMaterializer has been shut down.")).Status);
    }

    [Fact]
    public void A_store_of_users_that_does_not_answer_is_503_without_its_address() => Assert.Equal(
        (503, "The store of users does not answer; send the request again later"), Answer(new StoreException("Failed to connect to 10.0.0.7:5432")));

    [Fact]
    public void An_unknown_exception_is_500_in_the_documented_wrapping() =>
        Assert.Equal((500, "Generic Exception <boom>"), Answer(new InvalidOperationException("boom")));

    private static (int Status, string Text) Answer(Exception exception) =>
        FaultTable.AnswerTo(exception) is var answer ? (answer.Status.Http, answer.Text) : default;

    private sealed class StoreException(string message) : DbException(message);
}
