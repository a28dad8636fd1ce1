using System.Xml.Linq;
using k8s.Models;

namespace Fusion.Kubernetes.Tests;

/// <summary>What a pod may, and how it comes and goes.</summary>
public sealed class SafetySpec
{
    private const int SecondsToLeave = 30; // as long as the host waits

    [Theory]
    [InlineData("single")]
    [InlineData("cluster")]
    public async Task A_pod_may_nothing_but_run(string name)
    {
        Overlay overlay = await Overlay.OfAsync(name);
        V1PodSecurityContext pod = overlay.Pod.SecurityContext;
        V1SecurityContext container = overlay.Container.SecurityContext;

        Assert.Equal((true, "RuntimeDefault", false), (pod.RunAsNonRoot, pod.SeccompProfile.Type, overlay.Pod.AutomountServiceAccountToken));
        Assert.True(pod.RunAsUser > 0);
        Assert.Equal((true, false, (bool?)null), (container.ReadOnlyRootFilesystem, container.AllowPrivilegeEscalation, container.Privileged));
        Assert.Equal(["ALL"], container.Capabilities.Drop);
        Assert.Null(container.Capabilities.Add);
        Assert.NotNull(overlay.Container.Resources.Limits["memory"]);
        Assert.Equal(["cpu", "memory"], overlay.Container.Resources.Requests.Keys.Order());
    }

    [Theory]
    [InlineData("single")]
    [InlineData("cluster")]
    public async Task What_is_written_is_a_volume(string name)
    {
        Overlay overlay = await Overlay.OfAsync(name);
        string[] written = [.. overlay.Container.VolumeMounts.Where(mount => mount.ReadOnlyProperty != true).Select(mount => mount.MountPath)];

        Assert.Equal(["/tmp", Option(overlay, "--data")], written.Order());
    }

    [Theory]
    [InlineData("single")]
    [InlineData("cluster")]
    public async Task A_pod_has_time_to_start_and_to_leave(string name)
    {
        Overlay overlay = await Overlay.OfAsync(name);
        V1Container container = overlay.Container;

        Assert.Equal(
            ("/healthz/live", "/healthz/live", "/healthz/ready"),
            (container.StartupProbe.HttpGet.Path, container.LivenessProbe.HttpGet.Path, container.ReadinessProbe.HttpGet.Path));
        Assert.True(container.StartupProbe.PeriodSeconds * container.StartupProbe.FailureThreshold >= 600);
        Assert.True(overlay.Pod.TerminationGracePeriodSeconds > container.Lifecycle.PreStop.Sleep.Seconds + SecondsToLeave);
    }

    [Fact]
    public async Task The_image_runs_as_the_user_of_the_pod_and_shows_its_ports()
    {
        Overlay overlay = await Overlay.OfAsync("cluster");
        XDocument project = XDocument.Load(Path.Combine(Overlay.Repository, "src", "Fusion.Node", "Fusion.Node.csproj"));

        Assert.Equal($"{overlay.Pod.SecurityContext.RunAsUser}", Assert.Single(project.Descendants("ContainerUser")).Value);
        Assert.Equal(
            overlay.Container.Ports.Select(port => $"{port.ContainerPort}").Order(),
            project.Descendants("ContainerPort").Select(port => port.Attribute("Include")!.Value).Order());
        Assert.StartsWith($"{Assert.Single(project.Descendants("ContainerRepository")).Value}:", overlay.Container.Image, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_node_keeps_its_data_and_three_have_a_majority_at_any_time()
    {
        Overlay single = await Overlay.OfAsync("single"), cluster = await Overlay.OfAsync("cluster");

        Assert.Equal((1, 3), (single.Nodes.Spec.Replicas, cluster.Nodes.Spec.Replicas));
        Assert.Equal("data", Assert.Single(single.Nodes.Spec.VolumeClaimTemplates).Metadata.Name);
        Assert.Equal("1", Assert.Single(cluster.All<V1PodDisruptionBudget>()).Spec.MaxUnavailable.Value);
        Assert.DoesNotContain("--seed", single.Container.Args);
    }

    [Fact]
    public async Task Nodes_are_known_by_the_names_that_the_headless_service_gives()
    {
        Overlay overlay = await Overlay.OfAsync("cluster");
        string service = overlay.Nodes.Spec.ServiceName;
        V1Service headless = Assert.Single(overlay.All<V1Service>(), found => found.Metadata.Name == service);
        string port = $"{Assert.Single(overlay.Container.Ports, found => found.Name == "akka").ContainerPort}";

        Assert.Equal(("None", true), (headless.Spec.ClusterIP, headless.Spec.PublishNotReadyAddresses));
        Assert.Equal($"$(POD_NAME).{service}", Option(overlay, "--akka-host"));
        Assert.Equal(
            Enumerable.Range(0, 3).Select(ordinal => $"{overlay.Nodes.Metadata.Name}-{ordinal}.{service}:{port}"),
            overlay.Container.Args.Skip(1).Where((_, before) => overlay.Container.Args[before] == "--seed"));
    }

    private static string Option(Overlay overlay, string name) => overlay.Container.Args[overlay.Container.Args.IndexOf(name) + 1];
}
