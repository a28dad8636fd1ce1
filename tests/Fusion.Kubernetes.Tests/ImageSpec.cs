using System.Diagnostics;
using System.Text.Json;

namespace Fusion.Kubernetes.Tests;

/// <summary>
/// What the SDK would put into the image is what the manifests expect of it. The image itself needs a registry for its base and is not built here.
/// </summary>
public sealed class ImageSpec
{
    [Fact]
    public async Task The_image_has_the_name_user_ports_and_entry_point_that_the_manifests_count_on()
    {
        Overlay overlay = await Overlay.OfAsync("cluster");
        JsonElement image = await AskAsync();
        JsonElement properties = image.GetProperty("Properties");

        Assert.StartsWith($"{properties.GetProperty("ContainerRepository").GetString()}:", $"{overlay.Container.Image}:", StringComparison.Ordinal);
        Assert.Equal($"{overlay.Pod.SecurityContext.RunAsUser}", properties.GetProperty("ContainerUser").GetString());
        Assert.Equal("mcr.microsoft.com/dotnet/aspnet:10.0", properties.GetProperty("ContainerBaseImage").GetString());
        Assert.Equal(properties.GetProperty("Version").GetString(), properties.GetProperty("ContainerImageTag").GetString());
        Assert.Equal(
            overlay.Container.Ports.Select(port => $"{port.ContainerPort}").Order(),
            Items(image, "ContainerPort").Select(port => port.GetProperty("Identity").GetString()).Order());
        Assert.Null(overlay.Container.Command); // so that the image's own stays, and "serve" comes behind it
        Assert.Equal("serve", overlay.Container.Args[0]);
        Assert.Equal(["dotnet", "/app/fusion.dll"], Items(image, "ContainerAppCommand").Select(part => part.GetProperty("Identity").GetString()));
        Assert.Empty(Items(image, "ContainerEntrypoint"));
        Dictionary<string, string?> labels = Items(image, "ContainerLabel")
            .ToDictionary(label => label.GetProperty("Identity").GetString()!, label => label.GetProperty("Value").GetString());
        Assert.Equal("Apache-2.0", labels["org.opencontainers.image.licenses"]);
        Assert.StartsWith("A Fusion node: ", labels["org.opencontainers.image.description"], StringComparison.Ordinal);
    }

    private static JsonElement[] Items(JsonElement image, string name) => [.. image.GetProperty("Items").GetProperty(name).EnumerateArray()];

    /// <summary>What the target of the SDK computes before it fetches the base.</summary>
    private static async Task<JsonElement> AskAsync()
    {
        ProcessStartInfo start = new("dotnet",
        [
            "msbuild", Path.Combine(Overlay.Repository, "src", "Fusion.Node"), "-nodeReuse:false", "-p:Configuration=Release", "-t:ComputeContainerConfig",
            "-getProperty:ContainerBaseImage,ContainerRepository,ContainerImageTag,ContainerUser,Version",
            "-getItem:ContainerPort,ContainerLabel,ContainerEntrypoint,ContainerAppCommand",
        ])
        {
            RedirectStandardOutput = true,
        };
        using Process dotnet = Process.Start(start)!;
        string output = await dotnet.StandardOutput.ReadToEndAsync();
        await dotnet.WaitForExitAsync();
        Assert.True(dotnet.ExitCode == 0, output);
        return JsonSerializer.Deserialize<JsonElement>(output);
    }
}
