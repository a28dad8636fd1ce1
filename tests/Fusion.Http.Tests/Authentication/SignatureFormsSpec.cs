using System.Text;
using Fusion.Contracts.Ids;
using Fusion.Contracts.Projects;
using Fusion.Contracts.Protocols;
using Fusion.Http.Tests.Support;

namespace Fusion.Http.Tests.Authentication;

/// <summary>Every form in which clients sign resource, query and body.</summary>
public sealed class SignatureFormsSpec : IClassFixture<PublicUrlFixture>
{
    private const string Wire = "/symetry/rest/c1/projects/my%20p%2B/info";
    private const string Decoded = "/symetry/rest/c1/projects/my p+/info";

    private readonly ApiHost _host;

    public SignatureFormsSpec(PublicUrlFixture fixture)
    {
        _host = fixture.Fresh();
        _host.Script.Projects(ProjectKind.Cell, "my p+")
            .On<ProjectProtocol.GetProjectInfo>(question => new ProjectProtocol.ProjectInfoFound(Some.Info(question.ProjectId.Name.Value)));
    }

    [Theory]
    [InlineData(Wire)]
    [InlineData(Decoded)]
    [InlineData("http://h.example:8080" + Wire)]
    [InlineData("http://h.example:8080" + Decoded)]
    [InlineData("symetry/rest/c1/projects/my%20p%2B/info")]
    [InlineData("symetry/rest/c1/projects/my p+/info")]
    public async Task Each_form_of_the_resource_is_accepted_with_each_form_of_the_query(string resource)
    {
        var message = new SignedMessage("GET", Wire + "?x=a%2Cb+c") { Resource = resource, Headers = Host("h.example:8080") };

        Answer raw = await _host.SendAsync(message);
        Answer decoded = await _host.SendAsync(message with { Query = "x=a,b+c" });

        Assert.Equal((200, 200), (raw.Status, decoded.Status));
    }

    [Theory]
    [InlineData("h.example", "http://h.example")]
    [InlineData("h.example", "http://h.example:80")]
    [InlineData("h.example:80", "http://h.example")]
    [InlineData("h.example:80", "http://h.example:80")]
    [InlineData("h.example:8443", "http://h.example:8443")]
    [InlineData("[::1]", "http://[::1]:80")]
    [InlineData("h.example", "https://public.example")]
    [InlineData("h.example", "https://h.example")]
    [InlineData("h.example", "https://h.example:443")]
    [InlineData("h.example:443", "https://h.example")]
    [InlineData("h.example:8443", "https://h.example:8443")]
    public async Task A_full_url_is_rebuilt_from_host_in_both_schemes_with_and_without_the_default_port(string host, string url)
    {
        Answer answer = await _host.SendAsync(new SignedMessage("GET", Wire) { Resource = url + Wire, Headers = Host(host) });

        Assert.Equal(200, answer.Status);
    }

    [Theory]
    [InlineData("https://outer.example")]
    [InlineData("https://outer.example:443")]
    [InlineData("http://outer.example")]
    [InlineData("https://inner:8080")]
    [InlineData("http://inner:8080")]
    public async Task Behind_a_proxy_the_forwarded_headers_count_too(string url)
    {
        var headers = new Dictionary<string, string> { ["Host"] = "inner:8080", ["X-Forwarded-Proto"] = "https", ["X-Forwarded-Host"] = "outer.example, middle" };

        Answer answer = await _host.SendAsync(new SignedMessage("GET", Wire) { Resource = url + Wire, Headers = headers });

        Assert.Equal(200, answer.Status);
    }

    [Theory]
    [InlineData("http://other.example:8080" + Wire)]
    [InlineData("/symetry/rest/c1/projects/my%20p%2b/info")]
    [InlineData("/symetry/rest/c1/projects/my p /info")]
    [InlineData("")]
    public async Task Other_forms_are_not_accepted(string resource)
    {
        Answer answer = await _host.SendAsync(new SignedMessage("GET", Wire) { Resource = resource, Headers = Host("h.example:8080") });

        Assert.Equal((401, "Invalid Signature"), (answer.Status, answer.Text));
    }

    [Fact]
    public async Task A_question_mark_without_a_query_adds_no_line()
    {
        Answer answer = await _host.SendAsync(new SignedMessage("GET", Wire + "?") { Signature = new SignedMessage("GET", Wire).Sign() });

        Assert.Equal(200, answer.Status);
    }

    [Fact]
    public async Task Header_names_may_be_in_lower_case_and_an_empty_md5_equals_none()
    {
        var message = new SignedMessage("GET", Wire) { Headers = new Dictionary<string, string> { ["content-md5"] = "", ["customer-id"] = "c1", ["sym-version"] = "9.9" } };

        Assert.Equal(200, (await _host.SendAsync(message)).Status);
    }

    [Fact]
    public async Task A_key_that_is_no_base64_signs_with_its_bytes()
    {
        _host.Users.Add("c1", "not base64!");
        var message = new SignedMessage("GET", Wire) { Secret = "not base64!", Key = Encoding.UTF8.GetBytes("not base64!") };

        Assert.Equal(200, (await _host.SendAsync(message)).Status);
    }

    [Fact]
    public async Task A_customer_id_may_be_percent_encoded()
    {
        _host.Users.Add("jo é", TestKeys.Secret);
        _host.Script.On<CustomerProtocol.ListProjects>(question => new CustomerProtocol.ProjectsListed(question.CustomerId, []));
        var message = new SignedMessage("GET", "/symetry/rest/jo%20%C3%A9/projects/list") { Customer = "jo é" };

        Answer answer = await _host.SendAsync(message);

        Assert.Equal(200, answer.Status);
        Assert.Equal(CustomerId.Parse("jo é"), _host.Script.Single<CustomerProtocol.ListProjects>().CustomerId);
    }

    [Fact]
    public async Task The_same_request_twice_is_served_twice()
    {
        var message = new SignedMessage("GET", Wire) { Date = "2026-01-02 03:04:05;000000" };

        Assert.Equal((200, 200), ((await _host.SendAsync(message)).Status, (await _host.SendAsync(message)).Status));
    }

    private static Dictionary<string, string> Host(string host) => new() { ["Host"] = host };
}
