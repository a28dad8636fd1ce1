using Fusion.Actors.Serialization;
using Fusion.Contracts.Protocols;
using MessagePack;

namespace Fusion.Actors.Tests.Serialization;

public sealed class StoredFormSpec
{
    private const string Manifest = "cell.batches-committed.1";

    private static readonly object Message = SampleFactory.Make(typeof(CellProtocol.BatchesCommitted));

    [Fact]
    public void Every_flipped_bit_is_found()
    {
        byte[] bytes = StoredForm.Write(Message, Manifest);
        for (int bit = 0; bit < 8 * bytes.Length; bit++)
        {
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Throws<DamagedException>(() => StoredForm.Verify(bytes, Manifest));
            Assert.ThrowsAny<Exception>(() => StoredForm.Read(bytes, Manifest));
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        StoredForm.Verify(bytes, Manifest);
    }

    [Fact]
    public void Every_cut_is_found()
    {
        byte[] bytes = StoredForm.Write(Message, Manifest);

        for (int length = 0; length < bytes.Length; length++) Assert.Throws<DamagedException>(() => StoredForm.Verify(bytes[..length], Manifest));
    }

    [Fact]
    public void Another_manifest_is_found() =>
        Assert.Throws<DamagedException>(() => StoredForm.Verify(StoredForm.Write(Message, Manifest), "cell.created.1"));

    [Fact]
    public void Bytes_from_before_there_was_a_checksum_are_read()
    {
        byte[] bytes = MessagePackSerializer.Serialize(Message.GetType(), Message, WireFormat.Options);

        StoredForm.Verify(bytes, Manifest);
        Assert.Equal(DeepText.Of(Message), DeepText.Of(StoredForm.Read(bytes, Manifest)));
    }
}
