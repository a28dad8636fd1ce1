using Fusion.Contracts.Faults;
using Fusion.Contracts.Projects;
using Fusion.Contracts.Protocols;
using Fusion.Http.Tests.Support;

namespace Fusion.Http.Tests.Endpoints;

/// <summary>A host with the cell project <c>irisTest</c> and the fusion project <c>both</c>, on which jobs start.</summary>
public abstract class EndpointSpec : IClassFixture<ApiFixture>
{
    private protected EndpointSpec(ApiFixture fixture)
    {
        Host = fixture.Fresh();
        Script.Jobs().On<CustomerProtocol.FindProject>(question => question.Name.Value switch
        {
            "irisTest" => new CustomerProtocol.ProjectFound(Some.Customer, new ProjectEntry(Some.Project("irisTest"), ProjectKind.Cell)),
            "both" => new CustomerProtocol.ProjectFound(Some.Customer, new ProjectEntry(Some.Project("both"), ProjectKind.Fusion)),
            var name => new Refused(Fault.UnknownProject(question.CustomerId, name)),
        });
    }

    private protected ApiHost Host { get; }

    private protected Script Script => Host.Script;

    private protected Task<Answer> GetAsync(string path) => Host.SendAsync("GET", "/symetry/rest/c1/" + path);

    private protected Task<Answer> PostAsync(string path, string body = "") => Host.SendAsync("POST", "/symetry/rest/c1/" + path, body);

    private protected Task<Answer> PostWithKeyAsync(string path, string body, string key) =>
        Host.SendAsync(new SignedMessage("POST", "/symetry/rest/c1/" + path, body) { Headers = new Dictionary<string, string> { ["Idempotency-Key"] = key } });

    private protected Task<Answer> DeleteAsync(string path) => Host.SendAsync("DELETE", "/symetry/rest/c1/" + path);

    private protected static void AssertAnswer(int status, string code, string text, Answer answer) =>
        Assert.Equal((status, code, text, "application/json"), (answer.Status, answer.Code, answer.Text, answer.ContentType));

    private protected static void AssertBadRequest(string text, Answer answer) => AssertAnswer(400, "BAD_REQUEST", text, answer);

    private protected void AssertJobCreated(Answer answer)
    {
        Assert.Equal("""{"statusCode":"ACCEPTED","statusString":"Job Created","values":{}}""", answer.Body);
        Assert.Equal((202, Host.Address + "/symetry/rest/c1/jobs/5", "5"), (answer.Status, answer.Headers["Location"], answer.Headers["sym-job-id"]));
    }
}
