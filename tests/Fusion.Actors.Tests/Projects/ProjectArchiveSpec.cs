using Fusion.Actors.Projects;
using Fusion.Actors.Tests.Support;
using Fusion.Contracts.Projects;
using Fusion.Models;

namespace Fusion.Actors.Tests.Projects;

public sealed class ProjectArchiveSpec
{
    private static readonly ProjectContent Content = new(
        new ProjectSettings("cpu", true, false, System.Collections.Immutable.ImmutableSortedDictionary<string, string>.Empty),
        Frames.Sums(Frames.Of("x,k", "CT", "1.5,a", ",b")),
        ["k"],
        [],
        ProjectCondition.Initial);

    [Fact]
    public void A_project_comes_back_as_it_was() =>
        Assert.Equal(Serialization.DeepText.Of(Content), Serialization.DeepText.Of(ProjectArchive.Read(ProjectArchive.Write(Content), 3)));

    [Fact]
    public void Line_ends_in_the_text_do_no_harm()
    {
        string lines = string.Join("\r\n", ProjectArchive.Write(Content).Chunk(60).Select(line => new string(line)));

        Assert.Equal(Content.Statistics.Digest(), ProjectArchive.Read(lines, 3).Statistics.Digest());
    }

    [Fact]
    public void Every_changed_byte_is_found()
    {
        byte[] bytes = Convert.FromBase64String(ProjectArchive.Write(Content));

        Assert.All(Enumerable.Range(0, bytes.Length), i =>
        {
            byte[] damaged = [.. bytes];
            damaged[i] ^= 0x10;
            Assert.Throws<InvalidRequestException>(() => ProjectArchive.Read(Convert.ToBase64String(damaged), 3));
        });
    }

    [Fact]
    public void Every_cut_is_found()
    {
        byte[] bytes = Convert.FromBase64String(ProjectArchive.Write(Content));

        Assert.All(Enumerable.Range(0, bytes.Length), length =>
            Assert.Throws<InvalidRequestException>(() => ProjectArchive.Read(Convert.ToBase64String(bytes.AsSpan(0, length)), 3)));
    }

    [Theory]
    [InlineData("not Base64!", "it is not Base64")]
    [InlineData("aGVsbG8=", "it is no exported project")]
    public void What_is_no_export_is_named(string text, string why) =>
        Assert.Equal($"The body can't be imported: {why}", Assert.Throws<InvalidRequestException>(() => ProjectArchive.Read(text, 3)).Message);

    [Fact]
    public void A_project_with_too_many_attributes_is_refused() => Assert.Equal(
        "The body can't be imported: it has 3 attributes; at most 2 are allowed",
        Assert.Throws<InvalidRequestException>(() => ProjectArchive.Read(ProjectArchive.Write(Content), 2)).Message);

    public static TheoryData<ProjectContent> Incomplete =>
    [
        Content with { Settings = null! },
        Content with { Settings = Content.Settings with { Parameters = null! } },
        Content with { CategoryColumns = default },
        Content with { Models = default },
        Content with { Condition = null! },
    ];

    [Theory]
    [MemberData(nameof(Incomplete))]
    public void Content_that_lacks_a_part_is_refused_though_its_digest_is_right(ProjectContent content)
    {
        InvalidRequestException refused = Assert.Throws<InvalidRequestException>(() => ProjectArchive.Read(ProjectArchive.Write(content), 3));

        Assert.StartsWith("The body can't be imported: ", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fusion_project_owns_nothing_to_import() => Assert.Throws<InvalidRequestException>(() =>
        ProjectArchive.Read(ProjectArchive.Write(Content with { Settings = Content.Settings with { Type = "fusion" } }), 3));

    [Fact]
    public void The_first_version_is_read_for_ever()
    {
        const string Name = "project-archive.1.txt";
        if (Environment.GetEnvironmentVariable("FUSION_WRITE_GOLDEN") is { } folder)
            File.WriteAllText(Path.Combine(folder, Name), ProjectArchive.Write(Content) + "\n");

        string text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", Name));
        Assert.Equal(Serialization.DeepText.Of(Content), Serialization.DeepText.Of(ProjectArchive.Read(text, 3)));
    }
}
