using Fusion.Contracts.Ids;
using Fusion.Contracts.Protocols;
using Fusion.Http.Tests.Support;

namespace Fusion.Http.Tests.Authentication;

/// <summary>The vectors that the interface publishes, sent to a real server.</summary>
public sealed class TestVectorsSpec : IClassFixture<ApiFixture>
{
    private const string Learn = """{"attributeNames":["x"],"attributeTypes":["C"],"data":[["1"]]}""";

    private readonly ApiHost _host;

    public TestVectorsSpec(ApiFixture fixture)
    {
        _host = fixture.Fresh();
        _host.Script.Projects(Contracts.Projects.ProjectKind.Cell, "p1")
            .On<CustomerProtocol.ListProjects>(question => new CustomerProtocol.ProjectsListed(question.CustomerId, []))
            .On<CustomerProtocol.CreateProject>(command => new CustomerProtocol.ProjectCreated(command.CustomerId, new ProjectId(command.CustomerId, command.Name, 0)))
            .On<CellProtocol.UpdateRows>(command => new CellProtocol.RowsUpdated(command.ProjectId, command.AttemptId, 1, 0, null));
    }

    [Theory]
    [InlineData("GET", "/symetry/rest/c1/projects/list", "", "", "nJNLoSgvphIbT8IDPdIAfM2hzCH1H9Xy1tCiMvTwGS0=", 200)]
    [InlineData("GET", "/symetry/rest/c1/projects/list", "", "", "Lyfe5JGz6EsTxEi0si8yV3L6RliwJdnJH9dfSQakpnM=", 200)]
    [InlineData("POST", "/symetry/rest/c1/projects?pid=p1&type=cpu&persist=true", "{}", "mZFLkyvTelC5g8XnyQrpOw==", "MwH2hkfL+5qDviieGPPayLmHRdRXob5K6PbuAieM7+k=", 201)]
    [InlineData("POST", "/symetry/rest/c1/projects/p1/learn", Learn, "/L+2zvOEZYLWC77+S9jmpQ==", "J2OW9TCY7xk6Tpc94RBAAVvSqQ1MXuvar7sjdvSoFSQ=", 200)]
    public async Task A_published_signature_is_accepted_with_and_without_its_md5(string method, string target, string body, string md5, string signature, int status)
    {
        var message = new SignedMessage(method, target, body) { Signature = signature, Headers = new Dictionary<string, string> { ["Host"] = "localhost:8080" } };

        Answer without = await _host.SendAsync(message);
        Answer with = await _host.SendAsync(message with { Headers = new Dictionary<string, string> { ["Host"] = "localhost:8080", ["Content-MD5"] = md5 } });

        Assert.Equal((status, status), (without.Status, with.Status));
    }

    [Fact]
    public void The_signer_of_these_tests_computes_the_published_signatures()
    {
        var list = new SignedMessage("GET", "/symetry/rest/c1/projects/list");
        var create = new SignedMessage("POST", "/symetry/rest/c1/projects?pid=p1&type=cpu&persist=true", "{}");

        Assert.Equal("nJNLoSgvphIbT8IDPdIAfM2hzCH1H9Xy1tCiMvTwGS0=", list.Sign());
        Assert.Equal("Lyfe5JGz6EsTxEi0si8yV3L6RliwJdnJH9dfSQakpnM=", (list with { Resource = "http://localhost:8080/symetry/rest/c1/projects/list" }).Sign());
        Assert.Equal("MwH2hkfL+5qDviieGPPayLmHRdRXob5K6PbuAieM7+k=", create.Sign());
    }
}
