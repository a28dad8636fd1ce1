using System.Security.Cryptography;
using System.Text;
using Fusion.Actors.Projects;
using Fusion.Contracts.Projects;
using Fusion.Models;

namespace Fusion.Fuzz.Tests.Targets;

/// <summary>Exported projects that come back.</summary>
internal static class ArchiveTargets
{
    private const int MostAttributes = 100;

    public static FuzzTarget Archive { get; } = new("archive", ReadArchive, fault => fault is InvalidRequestException)
    {
        HasLengths = true,
        Words = ["FSPX", "\u0001", "Statistics", "Models", "Window", "Sequence", "Counts", "cpu", "fusion", "sml_project_rolling_window_size"],
        BytesPerByte = 4096,
    };

    /// <summary>A text as it is; bytes that begin as the content of one are sealed first, as a forger would.</summary>
    private static void ReadArchive(byte[] input)
    {
        string text = input.AsSpan().StartsWith("FSPX"u8) ? Convert.ToBase64String([.. input, .. SHA256.HashData(input)]) : Encoding.UTF8.GetString(input);
        ProjectContent content = ProjectArchive.Read(text, MostAttributes);
        LearningOptions.Of(content.Settings);
        content.Statistics.Digest();
        ProjectArchive.Write(content);
    }
}
