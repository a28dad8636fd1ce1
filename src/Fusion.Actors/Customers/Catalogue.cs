using System.Collections.Immutable;
using Fusion.Contracts.Ids;
using Fusion.Contracts.Projects;
using static Fusion.Contracts.Protocols.CustomerProtocol;

namespace Fusion.Actors.Customers;

/// <summary>A customer's projects and jobs: a pure function of the customer's events.</summary>
/// <param name="Projects">Every project that exists or is being created or erased, by entity.</param>
/// <param name="NextGenerations">For each name ever used, the generation its next project gets.</param>
/// <param name="Jobs">Job numbers whose jobs may still answer.</param>
/// <param name="LastJobNumber">The last number given; 0 for none.</param>
internal sealed record Catalogue(
    ImmutableDictionary<ProjectId, CatalogueEntry> Projects,
    ImmutableSortedDictionary<string, int> NextGenerations,
    ImmutableSortedSet<long> Jobs,
    long LastJobNumber)
{
    /// <summary>A customer that never did anything.</summary>
    public static Catalogue Empty { get; } = new(
        ImmutableDictionary<ProjectId, CatalogueEntry>.Empty,
        ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal),
        [],
        0);

    /// <summary>The projects a user sees, by name.</summary>
    public IEnumerable<CatalogueEntry> Visible => Projects.Values
        .Where(entry => entry.Stage != CatalogueStage.Removed)
        .OrderBy(entry => entry.Name.Value, StringComparer.Ordinal);

    /// <summary>The project behind a name; null when the name is free.</summary>
    public CatalogueEntry? Find(ProjectName name) => Projects.Values.FirstOrDefault(entry => entry.Name == name && entry.Stage != CatalogueStage.Removed);

    /// <summary>The id the next project of a name gets.</summary>
    public ProjectId NextId(CustomerId customer, ProjectName name) => new(customer, name, NextGenerations.GetValueOrDefault(name.Value));

    /// <summary>The catalogue after an event.</summary>
    public Catalogue Apply(IEvent fact) => fact switch
    {
        ProjectRegistered registered => this with
        {
            Projects = Projects.SetItem(
                registered.ProjectId,
                new CatalogueEntry(
                    registered.ProjectId,
                    registered.Kind,
                    registered.Settings,
                    registered.Cells,
                    registered.AttemptId,
                    CatalogueStage.Registered,
                    registered.Imported)),
            NextGenerations = NextGenerations.SetItem(registered.ProjectId.Name.Value, registered.ProjectId.Generation + 1),
        },
        ProjectActivated activated => WithStage(activated.ProjectId, CatalogueStage.Active),
        ProjectRemoved removed => WithStage(removed.ProjectId, CatalogueStage.Removed),
        ProjectErased erased => this with { Projects = Projects.Remove(erased.ProjectId) },
        NameGiven given => WithName(given),
        NameKnown known => Projects.TryGetValue(known.ProjectId, out CatalogueEntry? entry) && entry.Naming is { } naming
            ? this with { Projects = Projects.SetItem(known.ProjectId, entry with { Naming = naming with { IsKnown = true } }) }
            : this,
        JobNumberTaken taken => this with { Jobs = Jobs.Add(taken.Number), LastJobNumber = taken.Number },
        JobReleased released => this with { Jobs = Jobs.Remove(released.Number) },
        CustomerSnapshot snapshot => new Catalogue(
            snapshot.Projects.ToImmutableDictionary(entry => entry.ProjectId),
            snapshot.NextGenerations.WithComparers(StringComparer.Ordinal),
            [.. snapshot.Jobs],
            snapshot.LastJobNumber),
        _ => throw new ArgumentOutOfRangeException(nameof(fact), fact, "Not an event of a customer"),
    };

    /// <summary>Everything the customer is, for the snapshot store.</summary>
    public CustomerSnapshot ToSnapshot(CustomerId customer) => new(customer, [.. Projects.Values], NextGenerations, [.. Jobs], LastJobNumber);

    private Catalogue WithName(NameGiven given) => Projects.TryGetValue(given.ProjectId, out CatalogueEntry? renamed)
        ? this with { Projects = Projects.SetItem(given.ProjectId, renamed with { Naming = new CatalogueNaming(given.Name, given.AttemptId, IsKnown: false) }) }
        : this;

    /// <summary>Once a project exists it keeps its own list of cells, so the catalogue forgets it together with the secrets in it.</summary>
    private Catalogue WithStage(ProjectId project, CatalogueStage stage) => Projects.TryGetValue(project, out CatalogueEntry? entry)
        ? this with { Projects = Projects.SetItem(project, entry with { Stage = stage, Cells = [] }) }
        : this;
}
