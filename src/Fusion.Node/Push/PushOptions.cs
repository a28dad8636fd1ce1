namespace Fusion.Node.Push;

/// <summary>How files are pushed.</summary>
/// <param name="Project">The project's name.</param>
/// <param name="ChunkSize">About how many bytes one request carries.</param>
/// <param name="Connections">Most requests under way at once; as many pieces are in memory.</param>
internal sealed record PushOptions(string Project, int ChunkSize, int Connections)
{
    /// <summary>The letters of the columns' types; null lets the server know or guess them.</summary>
    public IReadOnlyList<string>? Types { get; init; }

    /// <summary>Whether bad rows are left out; otherwise the first one ends the push.</summary>
    public bool SkipBadRows { get; init; }

    /// <summary>Whether the rows are forgotten instead of learned.</summary>
    public bool Forget { get; init; }

    /// <summary>What makes keys differ from those of earlier pushes of the same files; empty for nothing.</summary>
    public string Nonce { get; init; } = "";
}
