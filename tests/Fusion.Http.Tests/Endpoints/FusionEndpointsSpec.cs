using Fusion.Contracts.Faults;
using Fusion.Contracts.Ids;
using Fusion.Contracts.Projects;
using Fusion.Contracts.Protocols;
using Fusion.Http.Tests.Support;

namespace Fusion.Http.Tests.Endpoints;

/// <summary>Create fusion projects, look after their cells, and refuse what they can't do.</summary>
public sealed class FusionEndpointsSpec(ApiFixture fixture) : EndpointSpec(fixture)
{
    private static readonly string Cells = Cipher.Encrypt("""{"values":[{"host":"http://h:81","cid":"c1","sk":"secret","pid":"cell1"},{"host":"h2","cid":"c2","sk":"other","pid":"cell2"}]}""");

    private static readonly CellLogin[] Logins =
    [
        new(new CellAddress("http://h:81", "http://h:81", "c1", "cell1"), "terces"),
        new(new CellAddress("h2", "http://h2:8080", "c2", "cell2"), "rehto"),
    ];

    [Fact]
    public async Task A_fusion_project_is_created_with_protected_keys()
    {
        Script.On<CustomerProtocol.CreateProject>(command => new CustomerProtocol.ProjectCreated(command.CustomerId, new ProjectId(command.CustomerId, command.Name, 0)));

        Answer answer = await PostAsync("projects/fusion/create?pid=r1&persist=true", Cells);

        AssertAnswer(201, "CREATED", "Project Created with id:r1", answer);
        CustomerProtocol.CreateProject command = Script.Single<CustomerProtocol.CreateProject>();
        Assert.Equal((ProjectKind.Fusion, "fusion", true), (command.Kind, command.Settings.Type, command.Settings.Persist));
        Assert.Equal(Logins, command.Cells);
    }

    [Fact]
    public async Task A_taken_name_is_a_conflict()
    {
        Script.On<CustomerProtocol.CreateProject>(command => new Refused(Fault.NameTaken(command.CustomerId, command.Name.Value)));

        AssertAnswer(409, "CONFLICT", "Customer [c1] already have SYMETRYML with id[r1], ", await PostAsync("projects/fusion/create?pid=r1", Cells));
    }

    [Theory]
    [InlineData("projects/fusion/create?pid=r1", "", "The request body is missing; it must be an encrypted list of cells")]
    [InlineData("projects/fusion/create?pid=r1", "{}", "Cannot decrypt request body")]
    [InlineData("projects/fusion/create", "{}", "The parameter pid is missing or empty")]
    [InlineData("projects/fusion/create?pid=fusion", "{}", "The project name [fusion] is reserved: it is part of the interface's paths")]
    [InlineData("projects/fusion/both/updateCellsInfo", "", "The request body is missing; it must be an encrypted list of cells")]
    [InlineData("projects/fusion/both/updateCellsInfo", "sz8byK9Jj+z1Dx8iFj2iBg==", "The decrypted request body must be an object with an array of cells under the key values")]
    [InlineData("projects/fusion/both/cellsStatus", "garbage", "Cannot decrypt request body")]
    [InlineData("projects/fusion/irisTest/cellsStatus", "", "Project id[irisTest] is not a Fusion project")]
    [InlineData("projects/fusion/irisTest/updateCellsInfo", "", "Project id[irisTest] is not a Fusion project")]
    public async Task A_wrong_request_is_named(string path, string body, string text) => AssertBadRequest(text, await PostAsync(path, body));

    [Fact]
    public async Task States_of_the_cells_asked_for_are_answered_encrypted_under_both_names()
    {
        Script.On<FusionProtocol.GetCellsStatus>(question => new FusionProtocol.CellsStatusFound(
            question.ProjectId,
            [new CellStatus(Logins[0].Address, "OK"), new CellStatus(Logins[1].Address, "Connection refused")]));

        Answer answer = await PostAsync("projects/fusion/both/cellsStatus", Cells);

        Assert.Equal(Logins, Script.Single<FusionProtocol.GetCellsStatus>().Cells);
        Assert.Equal(
            """{"values":[{"host":"http://h:81","cid":"c1","status":"OK","pid":"cell1"},{"host":"h2","cid":"c2","status":"Connection refused","pid":"cell2"}]}""",
            Cipher.Decrypt(answer.Values["cellsStatusEncrypted"]!.GetValue<string>()));
        Assert.Equal(answer.Values["cellsStatusEncrypted"]!.GetValue<string>(), answer.Values["cellsStatus"]!.GetValue<string>());
    }

    [Fact]
    public async Task Without_a_body_the_projects_own_cells_are_asked()
    {
        Script.On<FusionProtocol.GetCellsStatus>(question => new FusionProtocol.CellsStatusFound(question.ProjectId, []));

        Answer answer = await PostAsync("projects/fusion/both/cellsStatus");

        Assert.Equal(200, answer.Status);
        Assert.Empty(Script.Single<FusionProtocol.GetCellsStatus>().Cells);
    }

    [Fact]
    public async Task The_list_of_cells_is_replaced()
    {
        Script.On<FusionProtocol.UpdateCells>(command => new FusionProtocol.CellsUpdated(command.ProjectId));

        Answer answer = await PostAsync("projects/fusion/both/updateCellsInfo", "\"" + Cells.Replace("=", "\\u003d", StringComparison.Ordinal) + "\"");

        Assert.Equal("""{"statusCode":"OK","statusString":"OK","values":{}}""", answer.Body);
        Assert.Equal(Logins, Script.Single<FusionProtocol.UpdateCells>().Cells);
    }

    [Theory]
    [InlineData("POST", "learn")]
    [InlineData("POST", "forget")]
    [InlineData("POST", "learnpredict/m")]
    [InlineData("GET", "addds/d")]
    [InlineData("GET", "detachds/d")]
    [InlineData("GET", "dss/d/learn")]
    [InlineData("POST", "dss/d/forget")]
    [InlineData("GET", "getDsLog")]
    [InlineData("GET", "getLFStats")]
    [InlineData("GET", "streams/list")]
    [InlineData("POST", "streams/create")]
    [InlineData("DELETE", "streams/s1")]
    [InlineData("GET", "streams/s1/metrics")]
    [InlineData("GET", "export")]
    [InlineData("GET", "merge?otherProjectName=x")]
    public async Task What_needs_rows_of_its_own_is_refused(string method, string operation) => AssertBadRequest(
        "Operation not supported on Fusion project id[both]",
        await Host.SendAsync(method, "/symetry/rest/c1/projects/both/" + operation, method == "POST" ? "{}" : ""));

    [Theory]
    [InlineData("GET", "projects/both/encoderAssign")]
    [InlineData("GET", "projects/irisTest/streams/list")]
    [InlineData("POST", "projects/irisTest/kmeansOptimize")]
    public async Task What_this_version_does_not_perform_is_refused_and_not_unknown(string method, string path)
    {
        Answer answer = await Host.SendAsync(method, "/symetry/rest/c1/" + path);

        Assert.Equal(400, answer.Status);
        Assert.EndsWith("is not supported by this version", answer.Text, StringComparison.Ordinal);
    }
}
