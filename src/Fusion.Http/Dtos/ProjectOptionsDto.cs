namespace Fusion.Http.Dtos;

/// <summary>What the server offers to projects.</summary>
/// <param name="GpuEnabled">1 when projects of the GPU types run on one, else 0.</param>
internal sealed record ProjectOptionsDto(int GpuEnabled)
{
    /// <summary>This server computes on the processor.</summary>
    public static readonly ProjectOptionsDto OfThisServer = new(0);
}
