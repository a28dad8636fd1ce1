namespace Fusion.Actors.Projects;

/// <summary>What cells and fusions measure each in their own way.</summary>
/// <param name="Version">Names the statistics as they were last durable.</param>
/// <param name="StateBytes">About the bytes that a snapshot takes.</param>
/// <param name="Commits">Commits so far; 0 of a fusion.</param>
/// <param name="Waiting">Batches or questions that wait.</param>
/// <param name="InFlight">Batches or refreshes under way.</param>
internal sealed record ProjectLoad(string Version, long StateBytes, long Commits, int Waiting, int InFlight);
