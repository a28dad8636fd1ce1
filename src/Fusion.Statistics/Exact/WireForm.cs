namespace Fusion.Statistics.Exact;

/// <summary>The wire form of a statistic: a header, tagged sections, a checksum.</summary>
/// <remarks>
/// <para>Header: the bytes <c>FSST</c> and the version, 1. Sections: a tag byte, the length in bytes, the content. A reader skips sections it does
/// not know when the tag is 128 or more, and refuses the statistic otherwise. Checksum: the first 8 bytes of SHA-256 of all before; it finds
/// damage and proves no origin. ADR 0003 lists the sections.</para>
/// <para>Nothing is allocated for elements that the bytes given can't hold, whatever they announce.</para>
/// </remarks>
internal static class WireForm
{
    private const byte Version = 1;

    private static ReadOnlySpan<byte> Magic => "FSST"u8;

    public static byte[] Write(ExactSums sums)
    {
        WireWriter writer = WireFrame.Start(Magic, Version);
        foreach (WireSection section in Enum.GetValues<WireSection>())
        {
            var content = new WireWriter();
            if (!SectionWriter.TryWrite(sums, section, content))
                continue;
            writer.Byte((byte)section);
            writer.Unsigned((ulong)content.Length);
            writer.Bytes(content.Written);
        }

        return WireFrame.Seal(writer);
    }

    public static ExactSums Read(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<byte> body = WireFrame.Open(bytes, Magic, Version, "statistic");
        var reader = new WireReader(body, "frame");
        var sections = new Dictionary<WireSection, Range>();
        while (reader.Remaining > 0)
        {
            byte tag = reader.Byte();
            int length = reader.Count();
            int start = body.Length - reader.Remaining;
            reader.Bytes(length);
            if (tag < 128 && !Enum.IsDefined((WireSection)tag))
                throw reader.Fault($"section {tag} is required and unknown; a newer version wrote it");
            if (!sections.TryAdd((WireSection)tag, start..(start + length)))
                throw reader.Fault($"section {tag} occurs twice");
        }

        return new SectionReader(body, sections).Read();
    }
}
