using k8s.Models;
using YamlDotNet.Core;

namespace Fusion.Kubernetes.Tests;

/// <summary>What is said in the manifests is known to Kubernetes, and everything that is named is there.</summary>
public sealed class ManifestSpec
{
    /// <summary>Documents that the operator makes, with their keys as docs/kubernetes.md tells.</summary>
    private static readonly string[] Secrets = ["fusion-database", "fusion-users"];

    [Theory]
    [InlineData("single", 5)]
    [InlineData("cluster", 6)]
    public async Task Every_document_is_known_to_the_last_field(string name, int documents)
    {
        Overlay overlay = await Overlay.OfAsync(name);

        Assert.Equal(documents, overlay.Count);
        Assert.Equal(
            documents,
            1 + overlay.All<V1Service>().Length + overlay.All<V1ConfigMap>().Length + overlay.All<V1NetworkPolicy>().Length
            + overlay.All<V1PodDisruptionBudget>().Length);
    }

    [Fact]
    public async Task A_misspelt_field_is_an_error()
    {
        string misspelt = (await Overlay.RenderAsync("cluster")).Replace("terminationGracePeriodSeconds", "terminationGracePeriod", StringComparison.Ordinal);

        Assert.ThrowsAny<YamlException>(() => Overlay.Read(misspelt));
    }

    [Theory]
    [InlineData("single")]
    [InlineData("cluster")]
    public async Task Every_volume_secret_and_map_that_is_named_is_there(string name)
    {
        Overlay overlay = await Overlay.OfAsync(name);
        string[] volumes =
        [
            .. overlay.Pod.Volumes.Select(volume => volume.Name),
            .. (overlay.Nodes.Spec.VolumeClaimTemplates ?? []).Select(claim => claim.Metadata.Name),
        ];
        string[] secrets =
        [
            .. overlay.Container.EnvFrom.Select(source => source.SecretRef.Name),
            .. overlay.Container.Env.Select(variable => variable.ValueFrom?.SecretKeyRef?.Name).OfType<string>(),
            .. overlay.Pod.Volumes.Select(volume => volume.Secret?.SecretName).OfType<string>(),
        ];

        Assert.Equal(volumes.Order(), overlay.Container.VolumeMounts.Select(mount => mount.Name).Order());
        Assert.All(secrets, secret => Assert.Contains(secret, Secrets));
        V1ConfigMap map = Assert.Single(overlay.All<V1ConfigMap>());
        V1Volume akka = Assert.Single(overlay.Pod.Volumes, volume => volume.ConfigMap is not null);
        Assert.Equal(map.Metadata.Name, akka.ConfigMap.Name);
        Assert.Contains(Assert.Single(overlay.Container.VolumeMounts, mount => mount.Name == akka.Name).SubPath, map.Data.Keys);
    }

    [Theory]
    [InlineData("single")]
    [InlineData("cluster")]
    public async Task Selectors_find_the_pods_and_ports_are_named_there(string name)
    {
        Overlay overlay = await Overlay.OfAsync(name);
        string[] ports = [.. overlay.Container.Ports.Select(port => port.Name)];
        V1NetworkPolicy policy = Assert.Single(overlay.All<V1NetworkPolicy>());
        IDictionary<string, string>[] selectors =
        [
            overlay.Nodes.Spec.Selector.MatchLabels,
            policy.Spec.PodSelector.MatchLabels,
            .. policy.Spec.Ingress.SelectMany(rule => rule.FromProperty ?? []).Select(peer => peer.PodSelector.MatchLabels),
            .. overlay.All<V1Service>().Select(service => service.Spec.Selector),
            .. overlay.All<V1PodDisruptionBudget>().Select(budget => budget.Spec.Selector.MatchLabels),
        ];
        string[] used =
        [
            .. overlay.All<V1Service>().SelectMany(service => service.Spec.Ports).Select(port => port.TargetPort.Value),
            .. policy.Spec.Ingress.SelectMany(rule => rule.Ports).Select(port => port.Port.Value),
            overlay.Container.StartupProbe.HttpGet.Port, overlay.Container.LivenessProbe.HttpGet.Port, overlay.Container.ReadinessProbe.HttpGet.Port,
        ];

        Assert.All(selectors, selector => Assert.Subset(overlay.PodLabels.ToHashSet(), selector.ToHashSet()));
        Assert.All(selectors, Assert.NotEmpty);
        Assert.All(used, port => Assert.Contains(port, ports));
    }

    [Fact]
    public async Task The_akka_port_is_open_to_nodes_only_and_the_other_to_all()
    {
        V1NetworkPolicy policy = Assert.Single((await Overlay.OfAsync("cluster")).All<V1NetworkPolicy>());

        Assert.Equal(["Ingress"], policy.Spec.PolicyTypes);
        Assert.Equal(["http"], policy.Spec.Ingress.Where(rule => rule.FromProperty is null).SelectMany(rule => rule.Ports).Select(port => port.Port.Value));
        V1NetworkPolicyIngressRule inner = Assert.Single(policy.Spec.Ingress, rule => rule.FromProperty is not null);
        Assert.Equal("akka", Assert.Single(inner.Ports).Port.Value);
        Assert.Equal(policy.Spec.PodSelector.MatchLabels, Assert.Single(inner.FromProperty).PodSelector.MatchLabels);
    }

    [Fact]
    public async Task The_settings_of_akka_are_those_of_the_repository()
    {
        V1ConfigMap map = Assert.Single((await Overlay.OfAsync("single")).All<V1ConfigMap>());

        Assert.Equal(await File.ReadAllTextAsync(Path.Combine(Overlay.Repository, "akka.hocon")), map.Data["akka.hocon"]);
    }

    [Fact]
    public async Task No_secret_is_in_the_repository()
    {
        string all = await Overlay.RenderAsync("single") + await Overlay.RenderAsync("cluster");

        Assert.DoesNotContain("kind: Secret", all, StringComparison.Ordinal);
        Assert.DoesNotContain("password", all, StringComparison.OrdinalIgnoreCase);
    }
}
