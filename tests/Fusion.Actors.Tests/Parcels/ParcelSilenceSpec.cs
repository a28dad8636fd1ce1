using Akka.Actor;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using Fusion.Actors.Parcels;
using Fusion.Contracts.Faults;
using Fusion.Contracts.Protocols;
using static Fusion.Contracts.Protocols.ParcelProtocol;

namespace Fusion.Actors.Tests.Parcels;

/// <summary>A parcel whose node says nothing, in a time that passes as the test tells it.</summary>
public sealed class ParcelSilenceSpec : TestKit
{
    private const int Piece = 64 << 10, Length = 3 * Piece, Window = 16, Silences = 10;
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly TestProbe _holder, _recipient, _sender;

    public ParcelSilenceSpec()
        : base("akka.scheduler.implementation = \"Akka.TestKit.TestScheduler, Akka.TestKit\"") =>
        (_holder, _recipient, _sender) = (CreateTestProbe(), CreateTestProbe(), CreateTestProbe());

    private TestScheduler Clock => (TestScheduler)Sys.Scheduler;

    [Theory]
    [InlineData("c1/p", true)]
    [InlineData(null, false)]
    public async Task After_ten_silences_it_is_given_up_and_whoever_waits_is_told(string? entity, bool senderWaits)
    {
        IActorRef collector = Collect(entity);
        await WatchAsync(collector);
        TestProbe waiting = senderWaits ? _sender : _recipient;

        for (int silence = 0; silence < Silences; silence++)
        {
            Assert.Equal(new GetPieces("id", 0, Window), await NextAsync(_holder));
            Assert.False(waiting.HasMessages);
        }

        Refused refused = Assert.IsType<Refused>(await NextAsync(waiting));
        Assert.Equal(FaultCode.Unreachable, refused.Fault.Code);
        Assert.StartsWith(
            $"A message of {Length} bytes from another node could not be received: its node has not answered for 10 s",
            refused.Fault.Text,
            StringComparison.Ordinal);
        await ExpectTerminatedAsync(collector, Patience);
        Assert.False(_holder.HasMessages);
    }

    [Fact]
    public async Task A_piece_ends_the_silence_and_is_not_asked_for_again()
    {
        IActorRef collector = Collect("c1/p");
        for (int silence = 0; silence < Silences; silence++) Assert.Equal(new GetPieces("id", 0, Window), await NextAsync(_holder));

        collector.Tell(new Piece("id", 0, new byte[Piece]));

        for (int silence = 0; silence < Silences - 1; silence++) Assert.Equal(new GetPieces("id", Piece, Window), await NextAsync(_holder));
        Assert.False(_sender.HasMessages);
        Assert.IsType<Refused>(await NextAsync(_sender));
    }

    private IActorRef Collect(string? entity)
    {
        Parcel parcel = new("id", _holder.Ref.Path.ToString(), Length, "any.1", entity);
        (IActorRef recipient, IActorRef sender) = (_recipient.Ref, _sender.Ref);
        return Sys.ActorOf(Props.Create(() => new ParcelCollectorActor(parcel, recipient, sender)));
    }

    /// <summary>
    /// What a probe gets next, if need be after a silence. The collector begins to wait for the next silence a moment after it has asked, so time may have to
    /// pass once more; a silence that has not begun can't end.
    /// </summary>
    private async Task<object> NextAsync(TestProbe probe)
    {
        using CancellationTokenSource patience = new(Patience);
        object? message;
        while ((message = await probe.ReceiveOneAsync(TimeSpan.FromMilliseconds(20), patience.Token)) is null) Clock.Advance(Silence);
        return message;
    }
}
