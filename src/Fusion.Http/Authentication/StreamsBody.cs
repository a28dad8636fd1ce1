namespace Fusion.Http.Authentication;

/// <summary>Marks an endpoint that reads a large body as it comes, and does nothing before that is confirmed to be signed.</summary>
internal sealed class StreamsBody
{
    public static readonly StreamsBody Instance = new();

    private StreamsBody()
    {
    }
}
