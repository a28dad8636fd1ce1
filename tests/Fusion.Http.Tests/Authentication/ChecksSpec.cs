using Fusion.Contracts.Ids;
using Fusion.Contracts.Protocols;
using Fusion.Http.Tests.Support;

namespace Fusion.Http.Tests.Authentication;

/// <summary>What is checked, in which order, and what the caller reads.</summary>
public sealed class ChecksSpec : IClassFixture<SmallBodiesFixture>
{
    private const string List = "/symetry/rest/c1/projects/list";
    private const string Create = "/symetry/rest/c1/projects?pid=p1";

    private readonly ApiHost _host;

    public ChecksSpec(SmallBodiesFixture fixture)
    {
        _host = fixture.Fresh();
        _host.Script
            .On<CustomerProtocol.ListProjects>(question => new CustomerProtocol.ProjectsListed(question.CustomerId, []))
            .On<CustomerProtocol.CreateProject>(command => new CustomerProtocol.ProjectCreated(command.CustomerId, new ProjectId(command.CustomerId, command.Name, 0)));
    }

    [Fact]
    public async Task Each_check_comes_before_those_after_it()
    {
        // Everything is wrong; each step repairs the first fault.
        var message = new SignedMessage("POST", Create, "{}")
        {
            Signature = "",
            Date = "",
            Headers = new Dictionary<string, string> { ["Content-MD5"] = "AAAA", ["Customer-ID"] = "c2" },
        };
        var expected = new List<(int, string)>();
        foreach (SignedMessage step in (SignedMessage[])
                 [
                     message,
                     message with { Signature = "AAAA" },
                     message with { Signature = "AAAA", Date = "today" },
                     message with { Signature = "AAAA", Date = "2026-01-02 02:04:05" },
                     message with { Signature = "AAAA", Date = TestKeys.Date },
                     message with { Signature = "AAAA", Date = TestKeys.Date, Headers = new Dictionary<string, string> { ["Content-MD5"] = "AAAA" } },
                     message with { Signature = "AAAA", Date = TestKeys.Date, Headers = new Dictionary<string, string> { ["Content-MD5"] = SignedMessage.Md5("{}") } },
                     message with { Signature = null, Date = TestKeys.Date, Headers = new Dictionary<string, string>() },
                 ])
        {
            Answer answer = await _host.SendAsync(step);
            expected.Add((answer.Status, answer.Text));
        }

        Assert.Equal(
            [
                (400, "Authentication header is null"),
                (400, "sym-date header is null"),
                (400, "Invalid Date Format"),
                (400, "Please update your server time, it is likely out of sync with UTC"),
                (401, "Invalid User"),
                (400, "Md5 do not match"),
                (401, "Invalid Signature"),
                (201, "Project Created with id:p1"),
            ],
            expected);
    }

    [Theory]
    [InlineData("2026-01-02 03:04:05", 200)]
    [InlineData("2026-01-02 03:04:05;1", 200)]
    [InlineData("2026-01-02 02:59:05;0", 200)]
    [InlineData("2026-01-02 02:59:04;0", 400)]
    [InlineData("2026-01-02 03:05:05;0", 200)]
    [InlineData("2026-01-02 03:05:06;0", 400)]
    [InlineData("2026-01-02T03:04:05", 400)]
    [InlineData("2026-01-02 03:04:05;12a", 400)]
    [InlineData("2026-13-02 03:04:05", 400)]
    [InlineData("2026-01-02 03:04:05 GMT", 400)]
    public async Task A_date_counts_from_five_minutes_ago_to_one_minute_ahead(string date, int status)
    {
        Answer answer = await _host.SendAsync(new SignedMessage("GET", List) { Date = date });

        Assert.Equal(status, answer.Status);
    }

    [Theory]
    [InlineData("/symetry/rest/c2/projects/list", "c2")]
    [InlineData("/symetry/rest/C1/projects/list", "C1")]
    [InlineData("/symetry/rest/a~b/projects/list", "a~b")]
    public async Task An_unknown_user_is_told_so_even_when_the_md5_is_wrong_too(string target, string customer)
    {
        var message = new SignedMessage("GET", target) { Customer = customer };

        Answer plain = await _host.SendAsync(message);
        Answer md5 = await _host.SendAsync(message with { Headers = new Dictionary<string, string> { ["Content-MD5"] = "AAAA" } });

        Assert.Equal((401, "UNAUTHORIZED", "Invalid User"), (plain.Status, plain.Code, plain.Text));
        Assert.Equal((401, "Invalid User"), (md5.Status, md5.Text));
    }

    [Fact]
    public async Task The_string_to_sign_hides_the_key_and_shows_line_feeds_as_two_characters()
    {
        Answer answer = await _host.SendAsync(new SignedMessage("DELETE", "/symetry/rest/c1/projects/r1") { Signature = "d3Jvbmc=" });

        Assert.Equal(
            """{"statusCode":"UNAUTHORIZED","statusString":"Invalid Signature","values":{"stringToSign":"DELETE\\n\\nSECRETKEY\\n2026-01-02 03:04:05;678900000\\nc1\\n/symetry/rest/c1/projects/r1\\n"}}""",
            answer.Body);
    }

    [Fact]
    public async Task The_string_to_sign_has_md5_body_and_query_as_they_came()
    {
        Answer answer = await _host.SendAsync(new SignedMessage("POST", "/symetry/rest/c1/projects?pid=a%20b", "{}") { Signature = "d3Jvbmc=" });

        Assert.Equal(
            @"POST\nmZFLkyvTelC5g8XnyQrpOw==\nSECRETKEY\n2026-01-02 03:04:05;678900000\nc1\n{}\n/symetry/rest/c1/projects\npid=a%20b\n",
            answer.Values["stringToSign"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_sha256_header_stands_for_md5_and_body()
    {
        Answer answer = await _host.SendAsync(new SignedMessage("POST", Create, "{}") { Sha256 = true });

        Assert.Equal(201, answer.Status);
    }

    [Fact]
    public async Task A_body_that_its_sha256_header_does_not_describe_is_rejected()
    {
        var signed = new SignedMessage("POST", Create, "{}") { Sha256 = true };
        using HttpRequestMessage right = signed.ToRequest(_host.Address);
        var headers = new Dictionary<string, string> { ["sym-content-sha256"] = right.Headers.GetValues("sym-content-sha256").Single() };

        Answer answer = await _host.SendAsync(new SignedMessage("POST", Create, """{"a":1}""") { Signature = signed.Sign(), Headers = headers });

        Assert.Equal((400, "sym-content-sha256 does not match the body"), (answer.Status, answer.Text));
    }

    [Fact]
    public async Task A_body_above_the_buffer_needs_the_header_that_lets_its_sender_be_known_before()
    {
        var message = new SignedMessage("POST", Create, $$"""{"note":"{{new string('x', 2500)}}"}""");

        Answer without = await _host.SendAsync(message);
        Answer md5 = await _host.SendAsync(message with { Headers = new Dictionary<string, string> { ["Content-MD5"] = SignedMessage.Md5(message.Body) } });
        Answer sha = await _host.SendAsync(message with { Sha256 = true });

        Assert.Equal((413, "REQUEST_ENTITY_TOO_LARGE"), (without.Status, without.Code));
        Assert.Equal("The body has more than 2000 bytes (http.maxBufferedBody); send a larger one, up to 3000 bytes, with the header sym-content-sha256", without.Text);
        Assert.Equal((413, 201), (md5.Status, sha.Status));
    }

    [Fact]
    public async Task A_body_above_the_last_limit_is_refused_whatever_vouches_for_it()
    {
        Answer answer = await _host.SendAsync(new SignedMessage("POST", Create, new string(' ', 3001)) { Sha256 = true });

        Assert.Equal((413, "The body has more than 3000 bytes (http.maxBodySize)"), (answer.Status, answer.Text));
    }

    [Theory]
    [InlineData("/symetry/rest/c1/projects/list")]
    [InlineData("/SYMETRY/REST/c1/PROJECTS/LIST")]
    [InlineData("/symetry/rest/c1/no/such/thing")]
    public async Task Nothing_below_the_base_path_is_answered_unsigned(string target)
    {
        Answer answer = await _host.SendAsync(new SignedMessage("GET", target) { Signature = "" });

        Assert.Equal((400, "Authentication header is null"), (answer.Status, answer.Text));
    }
}
