using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Akka.Actor;
using Akka.TestKit;
using Fusion.Actors.Parcels;
using Fusion.Actors.Serialization;
using Fusion.Actors.Sharding;
using Fusion.Actors.Tests.Support;
using Fusion.Contracts;
using Fusion.Contracts.Faults;
using Fusion.Contracts.Ids;
using Fusion.Contracts.Projects;
using Fusion.Contracts.Protocols;
using Fusion.Statistics;
using static Fusion.Contracts.Protocols.ParcelProtocol;

namespace Fusion.Actors.Tests.Parcels;

/// <summary>Messages that are too long for one frame.</summary>
public sealed class ParcelSpec : ActorSpec
{
    private const int Piece = 64 << 10;

    private FusionSerializer Serializer => new((ExtendedActorSystem)Sys);

    [Fact]
    public void A_long_message_stays_and_a_short_one_that_names_it_and_its_entity_travels()
    {
        IngestionProtocol.UpdateSums update = Long();

        byte[] bytes = Serializer.ToBinary(update);
        object travelled = Serializer.FromBinary(bytes, Serializer.Manifest(update));

        Assert.InRange(bytes.Length, 1, 1_000);
        Parcel parcel = Assert.IsType<Parcel>(travelled);
        Assert.Equal(update.ProjectId.EntityId, new EntityExtractor().EntityId(parcel));
        Assert.True(parcel.Length > Piece);
        Assert.Equal(parcel.Length, ParcelStation.Of(Sys).Bytes);
    }

    [Fact]
    public void A_parcel_may_be_passed_on()
    {
        var parcel = (Parcel)Travel(Long());

        Assert.Equal(parcel, Travel(parcel));
    }

    [Fact]
    public void That_nothing_has_changed_takes_less_than_a_kilobyte() =>
        Assert.InRange(Serializer.ToBinary(new ProjectProtocol.StatisticsUnchanged(Project(new string('p', 100)), new string('v', 40))).Length, 1, 1_000);

    [Fact]
    public void What_is_stored_is_never_a_parcel()
    {
        IngestionProtocol.UpdateSums update = Long();
        CellProtocol.BatchesCommitted committed = new(update.ProjectId, [], update.Sums, [], Time.GetUtcNow());

        var read = Assert.IsType<CellProtocol.BatchesCommitted>(Travel(committed));

        Assert.Equal(update.Sums.Digest(), read.Delta.Digest());
    }

    [Fact]
    public async Task A_receiver_gets_the_message_as_if_it_had_come_by_itself()
    {
        IngestionProtocol.UpdateSums update = Long();
        var parcel = (Parcel)Travel(update);
        TestProbe recipient = CreateTestProbe(), sender = CreateTestProbe();

        Collect(parcel, recipient, sender);

        var received = await recipient.ExpectMsgAsync<IngestionProtocol.UpdateSums>(Patience);
        Assert.Equal(update.Sums.Digest(), received.Sums.Digest());
        Assert.Equal(update.AttemptId, received.AttemptId);
        Assert.Equal(sender.Ref, recipient.LastSender);
        await AwaitAssertAsync(() => Assert.Equal(0, ParcelStation.Of(Sys).Bytes), Patience);
    }

    [Fact]
    public async Task A_message_that_has_come_is_measured()
    {
        var parcel = (Parcel)Travel(Long());
        ConcurrentBag<(string Instrument, double Value)> heard = [];
        using MeterListener listener = new();
        listener.InstrumentPublished = (instrument, itself) =>
        {
            if (instrument.Name.StartsWith("fusion.parcels.", StringComparison.Ordinal)) itself.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => heard.Add((instrument.Name, value)));
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => heard.Add((instrument.Name, value)));
        listener.Start();
        TestProbe recipient = CreateTestProbe();

        Collect(parcel, recipient, CreateTestProbe());
        await recipient.ExpectMsgAsync<IngestionProtocol.UpdateSums>(Patience);

        Assert.Contains(("fusion.parcels.bytes", parcel.Length), heard); // other tests' parcels may be measured meanwhile
        Assert.Contains(heard, one => one.Instrument == "fusion.parcels.duration" && one.Value > 0 && one.Value < Patience.TotalSeconds);
    }

    [Fact]
    public async Task An_entity_takes_a_parcel_for_the_message()
    {
        TestProbe heard = CreateTestProbe();
        IActorRef asking = Sys.ActorOf(Props.Create(() => new Listener(heard)));

        asking.Tell(Travel(Long()), TestActor);

        await heard.ExpectMsgAsync<IngestionProtocol.UpdateSums>(Patience);
        Assert.Equal(TestActor, heard.LastSender);
    }

    [Fact]
    public async Task An_answer_is_collected_for_whoever_is_no_actor()
    {
        ProjectProtocol.StatisticsFound found = new(Project("p"), "v", Long().Sums, false, []);
        var parcel = (Parcel)Travel(found);

        IReply answer = await new ParcelService(Sys).WholeAsync(parcel, Patience, CancellationToken.None);

        Assert.Equal(found.Statistics.Digest(), Assert.IsType<ProjectProtocol.StatisticsFound>(answer).Statistics.Digest());
    }

    [Fact]
    public async Task Pieces_are_asked_for_a_window_at_a_time_and_again_from_where_one_was_lost()
    {
        const int Length = (40 * Piece) + 5;
        TestProbe holder = CreateTestProbe(), recipient = CreateTestProbe();
        Collect(new Parcel("id", holder.Ref.Path.ToString(), Length, "any.1", "c1/p"), recipient, CreateTestProbe());

        Assert.Equal(new GetPieces("id", 0, 16), await holder.ExpectMsgAsync<GetPieces>(Patience));
        IActorRef collector = holder.LastSender;
        for (int piece = 0; piece < 8; piece++) collector.Tell(new Piece("id", piece * Piece, new byte[Piece]));
        Assert.Equal(new GetPieces("id", 16 * Piece, 8), await holder.ExpectMsgAsync<GetPieces>(Patience));
        collector.Tell(new Piece("id", 9 * Piece, new byte[Piece])); // the one before it was lost

        Assert.Equal(new GetPieces("id", 8 * Piece, 16), await holder.ExpectMsgAsync<GetPieces>(Patience));
    }

    [Theory]
    [InlineData("c1/p", true)]
    [InlineData(null, false)]
    public async Task Whoever_waits_for_an_answer_is_told_when_a_parcel_is_gone(string? entity, bool senderWaits)
    {
        TestProbe recipient = CreateTestProbe(), sender = CreateTestProbe();
        string holder = ((Parcel)Travel(Long())).Holder;

        Collect(new Parcel("unknown", holder, Piece + 1, "any.1", entity), recipient, sender);

        Refused refused = await (senderWaits ? sender : recipient).ExpectMsgAsync<Refused>(Patience);
        Assert.Equal(FaultCode.Unreachable, refused.Fault.Code);
        Assert.Contains("65537 bytes", refused.Fault.Text, StringComparison.Ordinal);
    }

    private void Collect(Parcel parcel, IActorRef recipient, IActorRef sender) =>
        Sys.ActorOf(Props.Create(() => new ParcelCollectorActor(parcel, recipient, sender)));

    private object Travel(IFusionMessage message) => Serializer.FromBinary(Serializer.ToBinary(message), Serializer.Manifest(message));

    private static IngestionProtocol.UpdateSums Long()
    {
        const int Attributes = 120, Rows = 50;
        var random = new Random(1);
        string[] names = [.. Enumerable.Range(0, Attributes).Select(i => $"x{i}")];
        string[] rows = [.. Enumerable.Range(0, Rows).Select(_ => string.Join(',', names.Select(_ => random.Next(1_000_000))))];
        SufficientStatistics sums = Frames.Sums(Frames.Of(string.Join(',', names), new string('C', Attributes), rows));
        return new IngestionProtocol.UpdateSums(Project("p"), new AttemptId("k"), false, sums, [], 0, null, new SentTable("", "", Rows), "test");
    }

    private sealed class Listener : AskingActor
    {
        public Listener(IActorRef heard) => ReceiveAny(message => heard.Forward(message));
    }
}
