using Fusion.Contracts.Ids;
using Fusion.Contracts.Protocols;
using Fusion.Http.Tests.Support;

namespace Fusion.Http.Tests.Authentication;

/// <summary>While a key is changed both count; each request is read and answered with the key that signed it.</summary>
public sealed class RotationSpec : IClassFixture<ApiFixture>
{
    private const string Other = "/////////////////////w==";
    private const string Cells = """{"values":[{"host":"http://localhost:8081","cid":"c1","sk":"AAECAwQFBgcICQoLDA0ODw==","pid":"cell1"}]}""";

    private readonly ApiHost _host;

    public RotationSpec(ApiFixture fixture)
    {
        _host = fixture.Fresh();
        _host.Script
            .On<CustomerProtocol.ListProjects>(question => new CustomerProtocol.ProjectsListed(question.CustomerId, []))
            .On<CustomerProtocol.CreateProject>(command => new CustomerProtocol.ProjectCreated(command.CustomerId, new ProjectId(command.CustomerId, command.Name, 0)));
    }

    [Theory]
    [InlineData(TestKeys.Secret, null, 200)]
    [InlineData(Other, TestKeys.Secret, 200)]
    [InlineData(TestKeys.Secret, Other, 200)]
    [InlineData(Other, null, 401)]
    public async Task Current_and_previous_key_sign(string current, string? previous, int status)
    {
        _host.Users.Add(TestKeys.Customer, current, previous);

        Assert.Equal(status, (await _host.SendAsync("GET", "/symetry/rest/c1/projects/list")).Status);
    }

    [Fact]
    public async Task An_encrypted_body_is_read_with_the_key_that_signed_it()
    {
        _host.Users.Add(TestKeys.Customer, Other, TestKeys.Secret);

        Assert.Equal(201, (await _host.SendAsync("POST", "/symetry/rest/c1/projects/fusion/create?pid=f", Cipher.Encrypt(Cells))).Status);
    }

    [Fact]
    public async Task Without_single_sign_on_there_is_no_key_to_fetch()
    {
        using var http = new HttpClient();
        using HttpResponseMessage response = await http.GetAsync(new Uri(_host.Address + "/smlaccess"));

        Answer answer = await Answer.ReadAsync(response);

        Assert.Equal((400, "BAD_REQUEST", "No profile: this server has no single sign-on"), (answer.Status, answer.Code, answer.Text));
    }
}
