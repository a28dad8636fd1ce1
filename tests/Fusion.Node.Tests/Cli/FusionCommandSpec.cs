using System.Text.RegularExpressions;
using Fusion.Node.Cli;
using Fusion.Node.Hosting;
using Fusion.Node.Tests.Support;

namespace Fusion.Node.Tests.Cli;

[Collection(ProcessWide.Name)]
public sealed class FusionCommandSpec : IDisposable
{
    private const string Key = "AAECAwQFBgcICQoLDA0ODw==";

    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Theory]
    [InlineData("fly")]
    [InlineData("user")]
    [InlineData("user", "add")]
    [InlineData("user", "add", "alice", "--expires", "0")]
    [InlineData("user", "add", "alice", "--expires", "soon")]
    [InlineData("user", "add", "alice", "--expires")]
    [InlineData("user", "add", "alice", "--expires", "1", "--expires", "2")]
    [InlineData("user", "add", "alice", "bob")]
    [InlineData("user", "add", "alice", "--key")]
    [InlineData("user", "list", "alice")]
    [InlineData("user", "list", "--expires", "1")]
    [InlineData("user", "rotate")]
    [InlineData("user", "rotate", "alice", "--grace", "1h")]
    [InlineData("user", "rotate", "alice", "--grace", "-1")]
    [InlineData("user", "rotate", "alice", "--grace", "99999999999")]
    [InlineData("user", "rotate", "alice", "--grace")]
    [InlineData("user", "rotate", "alice", "--expires", "1.5")]
    [InlineData("user", "remove")]
    [InlineData("user", "remove", "alice", "--grace", "1")]
    [InlineData("user", "fly")]
    [InlineData("demo", "--keep", "perhaps")]
    [InlineData("demo", "site1")]
    [InlineData("demo", "--data")]
    [InlineData("serve", "--data")]
    [InlineData("serve", "--akka-port", "many")]
    [InlineData("serve", "--prefetch-min-time", "1h")]
    [InlineData("serve", "--db", "postgres://h")]
    [InlineData("serve", "--http")]
    [InlineData("serve", "--seed", "nowhere")]
    [InlineData("serve", "--nothing")]
    [InlineData("serve", "--akka-port", "65536")]
    [InlineData("serve", "--http", "ftp://x")]
    [InlineData("serve", "--user", "alice:short")]
    [InlineData("serve", "--admin", "ftp://x")]
    [InlineData("serve", "--admin", "http://127.0.0.1:8081/admin")]
    [InlineData("cluster")]
    [InlineData("cluster", "fly")]
    [InlineData("cluster", "leave")]
    [InlineData("cluster", "status", "now")]
    [InlineData("cluster", "entities", "--limit", "few")]
    [InlineData("cluster", "members", "--admin", "nowhere")]
    [InlineData("cell")]
    [InlineData("cell", "c1")]
    [InlineData("cell", "c1/a/b")]
    [InlineData("job", "c1")]
    [InlineData("job", "c1/first")]
    public async Task A_wrong_command_line_ends_with_2_and_says_why(params string[] args)
    {
        string data = _temp["data"];

        (int code, string output, string error) = await RunAsync(args is ["serve", ..] ? [.. args, "--data", data] : args);

        Assert.Equal((ExitCode.Usage, ""), (code, output));
        Assert.StartsWith("fusion: ", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_time_that_is_none_is_named_with_what_is_allowed()
    {
        (_, _, string error) = await RunAsync("user", "rotate", "alice", "--grace", "1h");

        Assert.Contains("fusion: --grace is [1h]; allowed is a whole number of seconds from 0 to 2147483647", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_node_with_a_file_that_would_join_others_is_refused_in_one_line()
    {
        (int code, _, string error) = await RunAsync(
            "serve", "--data", _temp["data"], "--http", "http://127.0.0.1:0", "--akka-port", "4054", "--seed", "127.0.0.1:4053", "--seed", "127.0.0.1:4054");

        Assert.Equal(ExitCode.Usage, code);
        Assert.Equal(
            "fusion: Fusion:Actors:Seeds (--seed) names [127.0.0.1:4053], but Fusion:Db (--db) is sqlite, a file for one node; allowed with other nodes is "
            + "a PostgreSQL database that all of them share: --db postgres://user:password@host:port/database",
            error.TrimEnd());
        Assert.False(Directory.Exists(_temp["data"]));
    }

    [Fact]
    public async Task A_command_without_its_verb_lists_the_verbs()
    {
        (int code, _, string error) = await RunAsync("cluster");

        Assert.Equal(ExitCode.Usage, code);
        Assert.Contains("fusion: cluster needs one of: status, members, regions, shards, entities, leave, down, log-level", error, StringComparison.Ordinal);
        Assert.Contains("fusion: user needs one of: add, list, rotate, remove", (await RunAsync("user")).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("push", "c1/p", "a.csv", "--frm", "x")]
    [InlineData("push", "--frm", "c1/p", "a.csv")]
    [InlineData("push", "c1/p", "--stdin", "--frm")]
    [InlineData("cluster", "shards", "--frm")]
    [InlineData("user", "remove", "--frm")]
    public async Task A_mistyped_flag_is_named(params string[] args)
    {
        (int code, _, string error) = await RunAsync(args);

        Assert.Equal(ExitCode.Usage, code);
        Assert.Equal(["fusion: There is no option [--frm] here", "Try 'fusion --help'."], error.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task A_second_node_on_a_data_folder_is_refused_in_one_line()
    {
        using FolderLock held = FolderLock.Take(DataFolder.Open(_temp["data"]));

        (int code, _, string error) = await RunAsync("serve", "--data", _temp["data"], "--http", "http://127.0.0.1:0", "--akka-port", "0");

        Assert.Equal(ExitCode.Failure, code);
        Assert.Equal($"fusion: Another node runs on the data folder {_temp["data"]}; each node needs a folder of its own (--data)", error.TrimEnd());
    }

    [Fact]
    public async Task Version_and_help_end_with_0()
    {
        Assert.Equal(ExitCode.Success, (await RunAsync("--version")).Code);
        Assert.Contains("demo", (await RunAsync("--help")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_data_folder_that_cannot_be_gives_one_line()
    {
        File.WriteAllText(_temp["file"], "");

        (int code, _, string error) = await RunAsync("serve", "--data", _temp["file"]);

        Assert.Equal(ExitCode.Failure, code);
        Assert.Single(error.TrimEnd().Split('\n'));
        Assert.Contains(_temp["file"], error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Add_prints_the_key_once_and_list_never()
    {
        (int code, string added, _) = await RunAsync("user", "add", "alice", "--data", _temp["data"]);
        (_, string listed, _) = await RunAsync("user", "list", "--data", _temp["data"]);

        string key = Regex.Match(added, "key +(.{24})").Groups[1].Value;
        Assert.Equal((ExitCode.Success, 16), (code, Convert.FromBase64String(key).Length));
        Assert.StartsWith("alice\t", listed, StringComparison.Ordinal);
        Assert.Contains($"data  {_temp["data"]}", added, StringComparison.Ordinal);
        Assert.DoesNotContain(key, listed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rotate_prints_another_key_and_remove_leaves_no_user()
    {
        await RunAsync("user", "add", "alice", "--key", Key, "--data", _temp["data"]);

        (_, string rotated, _) = await RunAsync("user", "rotate", "alice", "--data", _temp["data"]);
        (int code, _, _) = await RunAsync("user", "remove", "alice", "--data", _temp["data"]);

        Assert.DoesNotContain(Key, rotated, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Success, code);
        Assert.Equal("", (await RunAsync("user", "list", "--data", _temp["data"])).Output);
    }

    [Theory]
    [InlineData("add", "alice", "User [alice] exists")]
    [InlineData("rotate", "bob", "There is no user [bob]")]
    [InlineData("remove", "bob", "There is no user [bob]")]
    [InlineData("add", "a/b", "a/b")]
    public async Task What_cannot_be_done_ends_with_1_and_names_the_user(string verb, string name, string message)
    {
        await RunAsync("user", "add", "alice", "--data", _temp["data"]);

        (int code, string output, string error) = await RunAsync("user", verb, name, "--data", _temp["data"]);

        Assert.Equal((ExitCode.Failure, ""), (code, output));
        Assert.Contains(message, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Listing_a_folder_that_is_not_there_does_not_create_it()
    {
        Assert.Equal(ExitCode.Failure, (await RunAsync("user", "list", "--data", _temp["nowhere"])).Code);
        Assert.False(Directory.Exists(_temp["nowhere"]));
    }

    private static Task<(int Code, string Output, string Error)> RunAsync(params string[] args) => CapturedConsole.RunAsync(args);
}
