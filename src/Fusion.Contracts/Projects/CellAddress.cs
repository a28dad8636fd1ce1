namespace Fusion.Contracts.Projects;

/// <summary>Where a cell is: one project of one customer on one host.</summary>
/// <param name="Host">The host as the user wrote it; echoed back unchanged.</param>
/// <param name="Url">The same as an absolute URL with scheme and port.</param>
/// <param name="Customer">The cell's owner on that host.</param>
/// <param name="Project">The cell's name there.</param>
public sealed record CellAddress(string Host, string Url, string Customer, string Project)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Customer}/{Project} at {Host}";
}
