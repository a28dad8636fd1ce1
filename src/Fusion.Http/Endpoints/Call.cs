using Fusion.Contracts.Faults;
using Fusion.Contracts.Ids;
using Fusion.Contracts.Projects;
using Fusion.Http.Authentication;
using Fusion.Http.Envelopes;
using Microsoft.AspNetCore.Http;

namespace Fusion.Http.Endpoints;

/// <summary>One authenticated request, as handlers see it.</summary>
internal sealed class Call
{
    private const string DefaultClient = "default-rest-client";
    private const int LongestClient = 200;

    private Call(HttpContext context, Caller caller)
    {
        Request = context.Request;
        Caller = caller;
        Query = new QueryText(context.Request.Query);
        AttemptId = AttemptOf(context.Request.Headers["Idempotency-Key"].ToString());
    }

    /// <summary>Who calls, and the body.</summary>
    public Caller Caller { get; }

    /// <summary>The owner of everything the call names.</summary>
    public CustomerId Customer => Caller.Customer;

    /// <summary>The parameters after the question mark.</summary>
    public QueryText Query { get; }

    /// <summary>The caller's <c>Idempotency-Key</c>, or a new id.</summary>
    public AttemptId AttemptId { get; }

    /// <summary>The request below it all.</summary>
    public HttpRequest Request { get; }

    /// <summary>Fires when the caller hangs up.</summary>
    public CancellationToken Aborted => Request.HttpContext.RequestAborted;

    /// <summary>Client label and address, for the log of learned rows.</summary>
    public string Source
    {
        get
        {
            string label = Request.Headers["sym-client"].ToString() is { Length: > 0 } given ? given : DefaultClient;
            return $"{label[..Math.Min(label.Length, LongestClient)]} {Request.HttpContext.Connection.RemoteIpAddress}";
        }
    }

    /// <summary>The call of a request. Fails when it was not authenticated: no route may bypass that.</summary>
    public static Call Of(HttpContext context) =>
        new(context, context.Features.Get<Caller>() ?? throw new InvalidOperationException($"{context.Request.Path} was not authenticated"));

    /// <summary>How the framework hands a call to a handler.</summary>
    public static ValueTask<Call?> BindAsync(HttpContext context) => ValueTask.FromResult<Call?>(Of(context));

    /// <summary>A project's name from the path; one that can't be a name belongs to no project.</summary>
    /// <exception cref="DeclinedException">It can't be a name.</exception>
    public ProjectName ProjectName(string pid) =>
        Contracts.Ids.ProjectName.TryParse(pid, out ProjectName name, out _) ? name : throw new DeclinedException(Fault.UnknownProject(Customer, pid));

    /// <summary>Refuses what a fusion project, which owns no data, can't do.</summary>
    /// <exception cref="DeclinedException">The project is a fusion.</exception>
    public static void RequireCell(ProjectEntry project)
    {
        if (project.Kind == ProjectKind.Fusion) throw new DeclinedException(Fault.NotOnFusion(project.ProjectId.Name.Value));
    }

    private static AttemptId AttemptOf(string key)
    {
        if (key.Length == 0) return AttemptId.New();
        return key.Length <= AttemptId.MaxLength
            ? new AttemptId(key)
            : throw new DeclinedException(Envelope.BadRequest($"Idempotency-Key has {key.Length} characters; at most {AttemptId.MaxLength} are allowed"));
    }
}
