using Akka.Actor;
using Fusion.Actors.Serialization;
using Fusion.Actors.Tests.Support;
using Fusion.Contracts;
using Fusion.Contracts.Protocols;

namespace Fusion.Actors.Tests.Serialization;

public sealed class FusionSerializerSpec : ActorSpec
{
    /// <summary>Set to write golden files instead of comparing with them: for new messages only, old files stay for ever.</summary>
    private const string WriteSwitch = "FUSION_WRITE_GOLDEN";

    public static TheoryData<Type> Messages => [.. MessageTypes()];

    private FusionSerializer Serializer => new((ExtendedActorSystem)Sys);

    [Fact]
    public void Every_message_type_has_a_manifest() => Assert.Equal(MessageTypes(), Manifests.MessageTypes.OrderBy(type => type.FullName, StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Messages))]
    public void Every_message_goes_to_our_serializer_and_to_no_other(Type type) =>
        Assert.IsType<FusionSerializer>(Sys.Serialization.FindSerializerForType(type));

    [Theory]
    [MemberData(nameof(Messages))]
    public void Every_message_comes_back_as_it_was_sent(Type type)
    {
        object sample = SampleFactory.Make(type);

        object back = Serializer.FromBinary(Serializer.ToBinary(sample), Serializer.Manifest(sample));

        Assert.IsType(type, back);
        Assert.Equal(DeepText.Of(sample), DeepText.Of(back));
    }

    [Theory]
    [MemberData(nameof(Messages))]
    public void Every_message_is_read_from_the_bytes_it_was_first_written_as(Type type)
    {
        object sample = SampleFactory.MakeAsFirstWritten(type);
        string manifest = Serializer.Manifest(sample);
        string path = GoldenPath(manifest);
        if (Environment.GetEnvironmentVariable(WriteSwitch) is { } folder)
            File.WriteAllText(Path.Combine(folder, Path.GetFileName(path)), Convert.ToBase64String(Serializer.ToBinary(sample)) + "\n");

        Assert.True(File.Exists(path), $"No golden file for {manifest}: run once with {WriteSwitch}=<folder of the golden files> and check the file in");
        object back = Serializer.FromBinary(Convert.FromBase64String(File.ReadAllText(path)), manifest);
        Assert.Equal(DeepText.Of(sample), DeepText.Of(back));
    }

    [Fact]
    public void An_unknown_manifest_is_named()
    {
        Exception error = Assert.ThrowsAny<Exception>(() => Serializer.FromBinary([0x80], "cell.invented.9"));

        Assert.Contains("cell.invented.9", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_type_that_is_no_message_of_ours_is_refused() => Assert.ThrowsAny<ArgumentException>(() => Serializer.Manifest("text"));

    private static string GoldenPath(string manifest) => Path.Combine(AppContext.BaseDirectory, "Golden", manifest + ".txt");

    private static IOrderedEnumerable<Type> MessageTypes() => typeof(Refused).Assembly.GetTypes()
        .Where(type => type is { IsAbstract: false } && typeof(IFusionMessage).IsAssignableFrom(type))
        .OrderBy(type => type.FullName, StringComparer.Ordinal);
}
