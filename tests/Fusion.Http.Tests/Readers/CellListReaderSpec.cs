using System.Collections.Immutable;
using System.Text;
using Fusion.Contracts.Projects;
using Fusion.Http.Authentication;
using Fusion.Http.Readers;
using Fusion.Http.Tests.Support;
using Fusion.Models;
using Microsoft.Extensions.Options;

namespace Fusion.Http.Tests.Readers;

/// <summary>Encrypted lists of cells.</summary>
public sealed class CellListReaderSpec
{
    [Fact]
    public void A_cell_keeps_its_host_as_written_and_its_key_only_protected()
    {
        CellLogin cell = Read("""{"values":[{"host":"h:81/","cid":"c2","sk":"key","pid":"p","more":1}]}""").Single();

        Assert.Equal(new CellLogin(new CellAddress("h:81/", "http://h:81", "c2", "p"), "yek"), cell);
    }

    [Theory]
    [InlineData("http://host1:8080", "http://host1:8080")]
    [InlineData("https://host1:8443/", "https://host1:8443")]
    [InlineData("host1:80", "http://host1:80")]
    [InlineData("host1", "http://host1:8080")]
    [InlineData("host1/symetry/rest", "http://host1:8080")]
    [InlineData("http://host1:9/symetry/rest/", "http://host1:9")]
    [InlineData("http://host1", "http://host1:80")]
    [InlineData("127.0.0.1:5000", "http://127.0.0.1:5000")]
    [InlineData("[::1]:5000", "http://[::1]:5000")]
    [InlineData("[::1]", "http://[::1]:8080")]
    public void Every_form_of_a_host_becomes_a_url(string host, string url) => Assert.Equal(url, CellHost.Normalise(host, "values[0]"));

    [Theory]
    [InlineData("ftp://host1")]
    [InlineData("http://user:secret@host1")]
    [InlineData("host1/other")]
    [InlineData("http://host1?x=1")]
    [InlineData("host1:99999")]
    [InlineData("http://")]
    [InlineData(" ")]
    public void Anything_else_is_no_host(string host) => Assert.Throws<InvalidRequestException>(() => CellHost.Normalise(host, "values[0]"));

    [Fact]
    public void A_login_in_a_host_is_not_echoed()
    {
        InvalidRequestException error = Assert.Throws<InvalidRequestException>(() => CellHost.Normalise("http://user:secret@host1", "values[0]"));

        Assert.Equal("values[0]: the host [host1] is not allowed; write http://host:port, https://host:port, host:port or host", error.Message);
    }

    [Theory]
    [InlineData("[]", "The decrypted request body must be an object with an array of cells under the key values")]
    [InlineData("{}", "The decrypted request body must be an object with an array of cells under the key values")]
    [InlineData("""{"values":[]}""", "The list of cells is empty")]
    [InlineData("""{"values":[1]}""", "values[0] must be an object")]
    [InlineData("""{"values":[{"host":"h","cid":"c","sk":"k","pid":"p"},{"host":"h","cid":"c","pid":"p"}]}""", "values[1]: sk is missing or empty; host, cid, sk and pid are required of every cell")]
    [InlineData("""{"values":[{"host":"","cid":"c","sk":"k","pid":"p"}]}""", "values[0]: host is missing or empty; host, cid, sk and pid are required of every cell")]
    [InlineData("""{"values":[{"host":"h","cid":"c","sk":"k","pid":"a/b"}]}""", "values[0]: The project name [a/b] is not allowed")]
    [InlineData("""{"values":[{"host":"h","cid":"c","sk":"k","pid":"p"},{"host":"http://h:8080/","cid":"c","sk":"k","pid":"p"}]}""", "values[1] is the same cell as values[0]: its rows would count twice")]
    [InlineData("""{"values":[{},{},{},{}]}""", "The list has 4 cells; at most 3 are allowed")]
    [InlineData("""{"values":[{"host":"\ud800","cid":"c","sk":"k","pid":"p"}]}""", @"Malformed JSON at byte 21: the escape \ud800 is half of a surrogate pair")]
    [InlineData("{", "Malformed JSON at line 1, byte ")]
    public void A_broken_list_is_named_with_entry_and_field(string plain, string text) =>
        Assert.StartsWith(text, Assert.Throws<InvalidRequestException>(() => Read(plain)).Message, StringComparison.Ordinal);

    [Fact]
    public void Plain_json_is_not_accepted_in_place_of_ciphertext()
    {
        var caller = new Caller(Some.Customer, TestKeys.Secret, """{"values":[{"host":"h","cid":"c","sk":"k","pid":"p"}]}"""u8.ToArray());

        Assert.Equal("Cannot decrypt request body", Assert.Throws<InvalidRequestException>(() => Reader().Read(caller)).Message);
    }

    [Theory]
    [InlineData(" ")]
    [InlineData("\"\"")]
    [InlineData("\"")]
    [InlineData("\"\\ud800\"")]
    [InlineData("AAAA")]
    public void A_body_that_is_no_ciphertext_cannot_be_decrypted(string body)
    {
        var caller = new Caller(Some.Customer, TestKeys.Secret, Encoding.UTF8.GetBytes(body));

        Assert.Equal("Cannot decrypt request body", Assert.Throws<InvalidRequestException>(() => Reader().Read(caller)).Message);
    }

    [Fact]
    public void Bytes_that_are_no_text_cannot_be_decrypted()
    {
        var caller = new Caller(Some.Customer, TestKeys.Secret, new byte[] { (byte)'"', 0xFF, (byte)'"' });

        Assert.Equal("Cannot decrypt request body", Assert.Throws<InvalidRequestException>(() => Reader().Read(caller)).Message);
    }

    private static ImmutableArray<CellLogin> Read(string plain) =>
        Reader().Read(new Caller(Some.Customer, TestKeys.Secret, Encoding.UTF8.GetBytes(Cipher.Encrypt(plain))));

    private static CellListReader Reader() => new(new ReversingProtector(), Options.Create(new HttpOptions { MaxCells = 3 }));
}
