using System.Collections.Immutable;
using Fusion.Contracts.Faults;
using Fusion.Contracts.Ids;
using Fusion.Contracts.Projects;
using Fusion.Contracts.Protocols;
using Fusion.Statistics;

namespace Fusion.Http.Tests.Support;

/// <summary>Values that tests need and don't care about.</summary>
internal static class Some
{
    public static readonly CustomerId Customer = CustomerId.Parse(TestKeys.Customer);

    public static readonly DateTimeOffset Created = DateTimeOffset.FromUnixTimeMilliseconds(1488220762857);

    public static readonly DateTimeOffset Modified = DateTimeOffset.FromUnixTimeMilliseconds(1488220780484);

    public static ProjectId Project(string name) => new(Customer, ProjectName.Parse(name), 0);

    public static ProjectInfo Info(string name, ProjectKind kind = ProjectKind.Cell, params string[] attributes) => new(
        Project(name),
        kind,
        new ProjectSettings(kind == ProjectKind.Cell ? "cpu" : "fusion", true, false, ImmutableSortedDictionary<string, string>.Empty),
        Schema.Of(attributes.Select(attribute => new AttributeInfo(attribute, AttributeKind.Continuous))),
        3,
        [],
        Created,
        Modified,
        "",
        []);

    public static JobInfo Job(long number, bool done = false) => new(number, "build", TestKeys.Customer, Created, done ? 2 : 1, 2, done, IsStarted: true);

    /// <summary>Projects of those names exist, no others.</summary>
    public static Script Projects(this Script script, ProjectKind kind, params string[] names) => script.On<CustomerProtocol.FindProject>(question =>
        names.Contains(question.Name.Value)
            ? new CustomerProtocol.ProjectFound(question.CustomerId, new ProjectEntry(new ProjectId(question.CustomerId, question.Name, 0), kind))
            : new Refused(Fault.UnknownProject(question.CustomerId, question.Name.Value)));

    /// <summary>Jobs start, from number 5 on.</summary>
    public static Script Jobs(this Script script) => script
        .On<CustomerProtocol.AllocateJob>(command => new CustomerProtocol.JobAllocated(command.CustomerId, new JobId(command.CustomerId, 5)))
        .On<JobProtocol.StartJob>(command => new JobProtocol.JobStarted(command.JobId))
        .On<JobProtocol.StartCatalogueJob>(command => new JobProtocol.JobStarted(command.JobId));
}
