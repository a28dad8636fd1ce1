using System.ComponentModel;
using System.Diagnostics;
using k8s;
using k8s.Models;

namespace Fusion.Kubernetes.Tests;

/// <summary>What an overlay of <c>k8s/</c> gives: each document read into the client's model, where a field it does not know is an error.</summary>
internal sealed class Overlay
{
    private readonly List<object> _documents;

    private Overlay(List<object> documents) => _documents = documents;

    /// <summary>The root of the repository.</summary>
    public static string Repository { get; } = Find();

    public V1StatefulSet Nodes => Assert.Single(All<V1StatefulSet>());

    public V1PodSpec Pod => Nodes.Spec.Template.Spec;

    public V1Container Container => Assert.Single(Pod.Containers);

    public IDictionary<string, string> PodLabels => Nodes.Spec.Template.Metadata.Labels;

    /// <summary>Renders an overlay.</summary>
    public static async Task<Overlay> OfAsync(string name) => Read(await RenderAsync(name));

    /// <summary>Reads documents.</summary>
    public static Overlay Read(string yaml) => new(KubernetesYaml.LoadAllFromString(yaml, null, strict: true));

    /// <summary>What <c>kubectl kustomize</c> prints.</summary>
    public static async Task<string> RenderAsync(string name)
    {
        ProcessStartInfo start = new("kubectl", ["kustomize", Path.Combine(Repository, "k8s", "overlays", name)])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
        using Process kubectl = Start(start);
        Task<string> output = kubectl.StandardOutput.ReadToEndAsync(), errors = kubectl.StandardError.ReadToEndAsync();
        await kubectl.WaitForExitAsync();
        Assert.Equal((0, ""), (kubectl.ExitCode, await errors)); // what is out of date is told there
        return await output;
    }

    public T[] All<T>() => [.. _documents.OfType<T>()];

    public int Count => _documents.Count;

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception missing)
        {
            throw new InvalidOperationException("kubectl is missing: install it (1.30 or later), these tests can't do without", missing);
        }
    }

    private static string Find()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Fusion.sln"))) folder = Path.GetDirectoryName(folder);
        return folder ?? throw new InvalidOperationException("Not below the repository");
    }
}
