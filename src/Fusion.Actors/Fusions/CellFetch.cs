using System.Collections.Immutable;
using Akka.Actor;
using Fusion.Contracts.Ids;
using Fusion.Contracts.Projects;
using Fusion.Contracts.Protocols;

namespace Fusion.Actors.Fusions;

/// <summary>One question to one cell.</summary>
/// <param name="Run">The refresh or status request it belongs to; a late answer to an earlier one is ignored.</param>
/// <param name="Login">The cell and its credential.</param>
/// <param name="StatisticsWanted">Whether the statistics are wanted, or only whether they could be had.</param>
/// <param name="KnownVersion">The version of the copy at hand; null for none.</param>
/// <param name="Via">The fusion projects this question has passed, the asking one last.</param>
/// <param name="Interval">Which rows are wanted; null for all.</param>
internal sealed record CellFetch(
    long Run, CellLogin Login, bool StatisticsWanted, string? KnownVersion, ImmutableArray<ProjectId> Via, Interval? Interval = null)
{
    /// <summary>What came of a question; exactly one per question.</summary>
    /// <param name="Fetch">The question.</param>
    /// <param name="Found">New statistics; null when there are none.</param>
    /// <param name="Error">The short reason of a failure; null when the cell answered.</param>
    public sealed record Outcome(CellFetch Fetch, ProjectProtocol.StatisticsFound? Found, string? Error) : INoSerializationVerificationNeeded;

    /// <summary>The copy that came of a question; null when none did.</summary>
    public static FusionProtocol.CellCopy? CopyOf(Outcome outcome) => outcome.Found is { } found
        ? new FusionProtocol.CellCopy(outcome.Fetch.Login.Address, found.Version, found.Statistics, found.Histogram, found.Sources, found.Variant)
        : null;
}
