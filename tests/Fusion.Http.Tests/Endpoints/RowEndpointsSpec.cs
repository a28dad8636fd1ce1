using System.Text;
using Fusion.Contracts.Faults;
using Fusion.Contracts.Projects;
using Fusion.Contracts.Protocols;
using Fusion.Http.Tests.Support;

namespace Fusion.Http.Tests.Endpoints;

/// <summary>Learn and forget rows.</summary>
public sealed class RowEndpointsSpec(ApiFixture fixture) : EndpointSpec(fixture)
{
    private const string Frame = """{"attributeNames":["x"],"data":[["4.30"]],"attributeTypes":["C"]}""";

    [Theory]
    [InlineData("learn", false)]
    [InlineData("forget", true)]
    public async Task Rows_are_handed_to_the_cell(string operation, bool forget)
    {
        Script.On<CellProtocol.UpdateRows>(command => new CellProtocol.RowsUpdated(command.ProjectId, command.AttemptId, 1, 0, null));

        Answer answer = await PostAsync($"projects/irisTest/{operation}?async=false", Frame);

        Assert.Equal((200, """{"statusCode":"OK","statusString":"OK","values":{}}"""), (answer.Status, answer.Body));
        CellProtocol.UpdateRows update = Script.Single<CellProtocol.UpdateRows>();
        Assert.Equal((Some.Project("irisTest"), forget, "default-rest-client 127.0.0.1"), (update.ProjectId, update.Forget, update.Source));
        Assert.Equal("4.30", Encoding.UTF8.GetString(update.Frame.Cell(0, 0)));
    }

    [Fact]
    public async Task Client_label_and_idempotency_key_travel_with_the_rows()
    {
        Script.On<CellProtocol.UpdateRows>(command => new CellProtocol.RowsUpdated(command.ProjectId, command.AttemptId, 1, 0, null));
        var headers = new Dictionary<string, string> { ["sym-client"] = "loader-7", ["Idempotency-Key"] = "batch-1" };

        await Host.SendAsync(new SignedMessage("POST", "/symetry/rest/c1/projects/irisTest/learn", Frame) { Headers = headers });

        CellProtocol.UpdateRows update = Script.Single<CellProtocol.UpdateRows>();
        Assert.Equal(("batch-1", "loader-7 127.0.0.1"), (update.AttemptId.Value, update.Source));
    }

    [Fact]
    public async Task Without_a_key_every_request_is_an_attempt_of_its_own()
    {
        Script.On<CellProtocol.UpdateRows>(command => new CellProtocol.RowsUpdated(command.ProjectId, command.AttemptId, 1, 0, null));

        await PostAsync("projects/irisTest/learn", Frame);
        await PostAsync("projects/irisTest/learn", Frame);

        Assert.Equal(2, Script.Received.OfType<CellProtocol.UpdateRows>().Select(update => update.AttemptId).Distinct().Count());
    }

    [Fact]
    public async Task A_key_that_is_too_long_is_refused()
    {
        Answer answer = await PostWithKeyAsync("projects/irisTest/learn", Frame, new string('k', 201));

        AssertBadRequest("Idempotency-Key has 201 characters; at most 200 are allowed", answer);
    }

    [Fact]
    public async Task A_bad_row_is_400_with_its_own_text()
    {
        Script.On<CellProtocol.UpdateRows>(command => new CellProtocol.RowsUpdated(command.ProjectId, command.AttemptId, 0, 0, "Row 1, column 'x': no number"));

        AssertBadRequest("Row 1, column 'x': no number", await PostAsync("projects/irisTest/learn", Frame));
    }

    [Fact]
    public async Task Rows_left_out_as_asked_are_no_error()
    {
        Script.On<CellProtocol.UpdateRows>(command => new CellProtocol.RowsUpdated(command.ProjectId, command.AttemptId, 1, 1, null));

        Assert.Equal(200, (await PostAsync("projects/irisTest/learn", Frame)).Status);
    }

    [Theory]
    [InlineData(false, "2 1 ")]
    [InlineData(true, "2 1 true")]
    public async Task Headers_tell_what_counts_and_whether_it_had_counted(bool repeated, string headers)
    {
        Script.On<CellProtocol.UpdateRows>(command => new CellProtocol.RowsUpdated(command.ProjectId, command.AttemptId, 2, 1, null, repeated));

        Answer answer = await PostAsync("projects/irisTest/learn", Frame);

        string Header(string name) => answer.Headers.GetValueOrDefault(name, "");
        Assert.Equal(headers, $"{Header("sym-accepted-rows")} {Header("sym-rejected-rows")} {Header("sym-repeated")}");
    }

    [Theory]
    [InlineData("", "The request body is missing")]
    [InlineData("{", "Malformed JSON at line 1, byte ")]
    [InlineData("""{"attributeNames":["x"],"data":[["\ud800"]]}""", "Malformed JSON at byte ")]
    [InlineData("""{"attributeNames":["x"],"attributeTypes":["Q"],"data":[]}""", "Unknown attribute type 'Q'")]
    public async Task A_broken_body_is_400_and_reaches_no_cell(string body, string text)
    {
        Answer answer = await PostAsync("projects/irisTest/learn", body);

        Assert.Equal(400, answer.Status);
        Assert.StartsWith(text, answer.Text, StringComparison.Ordinal);
        Assert.Empty(Script.Received.OfType<CellProtocol.UpdateRows>());
    }

    [Theory]
    [InlineData("learn", false)]
    [InlineData("forget", true)]
    public async Task An_update_may_be_a_job(string operation, bool forget)
    {
        AssertJobCreated(await PostAsync($"projects/irisTest/{operation}?async=true", Frame));

        JobProtocol.StartJob job = Script.Single<JobProtocol.StartJob>();
        Assert.Equal((operation, ProjectKind.Cell, forget), (job.Type, job.Kind, Assert.IsType<CellProtocol.UpdateRows>(job.Work).Forget));
    }

    [Fact]
    public async Task A_frozen_project_answers_as_it_says()
    {
        Script.On<CellProtocol.UpdateRows>(_ => new Refused(Fault.Failed("Project id[irisTest] is frozen")));

        AssertAnswer(500, "INTERNAL_SERVER_ERROR", "Generic Exception <Project id[irisTest] is frozen>", await PostAsync("projects/irisTest/learn", Frame));
    }

    [Theory]
    [InlineData("learn")]
    [InlineData("forget")]
    public async Task A_fusion_project_takes_no_rows_whatever_the_body(string operation) =>
        AssertBadRequest("Operation not supported on Fusion project id[both]", await PostAsync($"projects/both/{operation}", "{"));
}
