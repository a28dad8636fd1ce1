using System.Security.Cryptography;
using System.Text;
using Akka.Actor;
using Fusion.Actors.Parcels;
using Fusion.Actors.Projects;
using Fusion.Contracts.Faults;
using Fusion.Contracts.Ids;
using Fusion.Contracts.Projects;
using Fusion.Contracts.Protocols;
using Fusion.Contracts.Services;

namespace Fusion.Actors.Fusions;

/// <summary>
/// Asks one local cell once and ends: opens it with its owner's credential, finds the project behind the name, fetches the statistics. Tells its parent
/// exactly one <see cref="CellFetch.Outcome"/>, at the latest after the fetch time-out. Being new for every question, it can't mistake a late answer.
/// </summary>
internal sealed class CellFetchActor : AskingActor, IWithTimers
{
    private readonly CellFetch _fetch;
    private readonly ActorServices _services;
    private readonly CancellationTokenSource _stopping = new();
    private CustomerId _customer;
    private ProjectName _project;

    /// <summary>An actor that will answer <paramref name="fetch"/>.</summary>
    public CellFetchActor(CellFetch fetch, ActorServices services)
    {
        _fetch = fetch;
        _services = services;
        Receive<CredentialFound>(Handle);
        Receive<CustomerProtocol.ProjectFound>(Handle);
        Receive<ProjectProtocol.StatisticsFound>(found => End(found, null));
        Receive<ProjectProtocol.StatisticsUnchanged>(_ => End(null, null));
        Receive<Refused>(refused => End(null, refused.Fault.Text));
        Receive<Status.Failure>(failure => End(null, failure.Cause.Message));
        Receive<TimedOut>(_ => End(null, $"No answer within {TimeLeft.TotalMilliseconds} ms"));
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>A cell that is a fusion itself must have time left to answer with its last good copies.</summary>
    private TimeSpan TimeLeft => _services.Options.FetchTimeout / _fetch.Via.Length;

    /// <inheritdoc/>
    protected override void PreStart()
    {
        Timers.StartSingleTimer(TimedOut.Instance, TimedOut.Instance, TimeLeft);
        CellAddress address = _fetch.Login.Address;
        if (!_services.Hosts.IsThisCluster(new Uri(address.Url)))
            End(null, $"Host [{address.Host}] is not a node of this cluster; cells on other servers are not supported by this version");
        else if (!CustomerId.TryParse(address.Customer, out _customer, out string? wrongCustomer))
            End(null, wrongCustomer);
        else if (_customer != _fetch.Via[^1].Customer)
            End(null, $"Cells of another customer [{_customer}] are not supported by this version: their statistics may only pass a disclosure gate, which it lacks");
        else if (!ProjectName.TryParse(address.Project, out _project, out string? wrongProject))
            End(null, wrongProject);
        else
            _services.Users.FindAsync(_customer, _stopping.Token).AsTask().PipeTo(Self, success: credential => new CredentialFound(credential));
    }

    /// <inheritdoc/>
    protected override void PostStop()
    {
        _stopping.Cancel();
        _stopping.Dispose();
    }

    private void Handle(CredentialFound found)
    {
        if (found.Credential is null) End(null, "Invalid User");
        else if (!Opens(found.Credential)) End(null, "Invalid Signature");
        else _services.Regions.Customers.Tell(new CustomerProtocol.FindProject(_customer, _project));
    }

    private bool Opens(UserCredential credential)
    {
        try
        {
            byte[] given = Encoding.UTF8.GetBytes(_services.Secrets.Unprotect(_fetch.Login.ProtectedSecret));
            return credential.Keys.Any(key => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(key), given));
        }
        catch (CryptographicException)
        {
            return false; // the stored key can't be read any more: as good as a wrong one
        }
    }

    private void Handle(CustomerProtocol.ProjectFound found)
    {
        if (_fetch.Via.Contains(found.Entry.ProjectId))
            End(null, Fault.Invalid($"Project [{_project}] is, directly or through its cells, a fusion of itself").Text);
        else if (!_fetch.StatisticsWanted)
            End(null, null);
        else
            _services.Regions.Projects(found.Entry.Kind).Tell(
                new ProjectProtocol.GetStatistics(found.Entry.ProjectId, _fetch.KnownVersion, _fetch.Via, _fetch.Interval));
    }

    private void End(ProjectProtocol.StatisticsFound? found, string? error)
    {
        Context.Parent.Tell(new CellFetch.Outcome(_fetch, found, error));
        Context.Stop(Self);
    }

    private sealed record CredentialFound(UserCredential? Credential) : INoSerializationVerificationNeeded;

    private sealed class TimedOut : INoSerializationVerificationNeeded
    {
        public static readonly TimedOut Instance = new();

        private TimedOut() { }
    }
}
