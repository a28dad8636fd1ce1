using Fusion.Contracts.Faults;
using Fusion.Contracts.Projects;
using Fusion.Contracts.Protocols;
using Fusion.Http.Tests.Support;

namespace Fusion.Http.Tests.WebSockets;

/// <summary>A host with the cell project <c>p1</c> and the fusion project <c>both</c>, whose rows count.</summary>
public abstract class SocketSpec : IClassFixture<ApiFixture>
{
    protected const string Rows = """{"attributeNames":["x"],"attributeTypes":["C"],"data":[["1"]]}""";
    protected const string Ok = """{"statusCode":"OK","statusString":"OK","values":{}}""";

    private protected SocketSpec(ApiFixture fixture)
    {
        Host = fixture.Fresh();
        Script
            .On<CustomerProtocol.FindProject>(question => question.Name.Value switch
            {
                "p1" or "größe" => Found(question, ProjectKind.Cell),
                "both" => Found(question, ProjectKind.Fusion),
                var name => new Refused(Fault.UnknownProject(question.CustomerId, name)),
            })
            .On<CellProtocol.UpdateRows>(command => new CellProtocol.RowsUpdated(command.ProjectId, command.AttemptId, 1, 0, null))
            .On<ProjectProtocol.Predict>(question => new ProjectProtocol.Predicted(
                [[KeyValuePair.Create("res", question.Frame.RowCount.ToString(System.Globalization.CultureInfo.InvariantCulture))]]));
    }

    private protected ApiHost Host { get; }

    private protected Script Script => Host.Script;

    /// <summary>The URL a client signs.</summary>
    private protected string Url(string service) => $"{Host.Address.Replace("http", "ws", StringComparison.Ordinal)}/symetry/ws/{service}";

    /// <summary>A well signed message to <c>learn</c>.</summary>
    private protected SignedFrameText Learn(string project = "p1", string payload = Rows) => new(Url("learn"), payload, project);

    private static CustomerProtocol.ProjectFound Found(CustomerProtocol.FindProject question, ProjectKind kind) =>
        new(question.CustomerId, new ProjectEntry(new Contracts.Ids.ProjectId(question.CustomerId, question.Name, 0), kind));
}
