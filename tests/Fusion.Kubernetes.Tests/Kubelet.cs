using System.Text.RegularExpressions;
using k8s.Models;

namespace Fusion.Kubernetes.Tests;

/// <summary>What a container is started with, worked out as Kubernetes does it: secrets and fields are looked up, <c>$(NAME)</c> named before.</summary>
/// <param name="overlay">The manifests.</param>
/// <param name="secrets">Content of each secret by its name.</param>
internal sealed partial class Kubelet(Overlay overlay, IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> secrets)
{
    private const string Namespace = "default";

    /// <summary>Name of a pod.</summary>
    public string PodName(int ordinal) => $"{overlay.Nodes.Metadata.Name}-{ordinal}";

    /// <summary>Name under which other pods find it.</summary>
    public string HostName(int ordinal) => $"{PodName(ordinal)}.{overlay.Nodes.Spec.ServiceName}";

    /// <summary>Environment and arguments.</summary>
    public (Dictionary<string, string> Environment, string[] Arguments) Start(int ordinal, string address)
    {
        Dictionary<string, string> fields = new() { ["metadata.name"] = PodName(ordinal), ["metadata.namespace"] = Namespace, ["status.podIP"] = address };
        Dictionary<string, string> environment = [];
        foreach (V1EnvFromSource source in overlay.Container.EnvFrom)
        {
            foreach ((string name, string value) in secrets[source.SecretRef.Name]) environment[name] = value;
        }

        foreach (V1EnvVar variable in overlay.Container.Env)
        {
            environment[variable.Name] = variable.ValueFrom switch
            {
                { FieldRef: { } field } => fields[field.FieldPath],
                { SecretKeyRef: { } secret } => secrets[secret.Name][secret.Key],
                _ => Expand(variable.Value, environment),
            };
        }

        return (environment, [.. overlay.Container.Args.Select(argument => Expand(argument, environment))]);
    }

    /// <summary>Where a volume is mounted.</summary>
    public string MountPath(string volume) => Assert.Single(overlay.Container.VolumeMounts, mount => mount.Name == volume).MountPath;

    /// <summary>A name that is not known yet stays as it is, and the node won't understand it.</summary>
    private static string Expand(string text, Dictionary<string, string> environment) =>
        Reference().Replace(text, found => environment.GetValueOrDefault(found.Groups[1].Value, found.Value));

    [GeneratedRegex(@"\$\(([^)]+)\)")]
    private static partial Regex Reference();
}
