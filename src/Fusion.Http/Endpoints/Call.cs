using System.Security.Cryptography;
using System.Text;
using Fusion.Contracts.Faults;
using Fusion.Contracts.Ids;
using Fusion.Contracts.Projects;
using Fusion.Http.Authentication;
using Fusion.Http.Envelopes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Fusion.Http.Endpoints;

/// <summary>One authenticated request, as handlers see it.</summary>
internal sealed class Call
{
    private const string KeyHeader = "Idempotency-Key";
    private const string DefaultClient = "default-rest-client";
    private const int LongestClient = 200;

    private Call(HttpContext context, Caller caller)
    {
        Request = context.Request;
        Caller = caller;
        Query = new QueryText(context.Request.Query);
        AttemptId = AttemptOf(context.Request.Headers[KeyHeader].ToString());
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
    public string Source => SourceOf(Request);

    /// <summary>How the caller's program calls itself.</summary>
    public string Client => ClientOf(Request);

    /// <summary>The attempt at one kind of work on one project, where a customer's attempts are told apart: other work under the same key is another attempt.</summary>
    /// <param name="work">What is done, e.g. <c>learn</c>.</param>
    /// <param name="project">To which project.</param>
    public AttemptId AttemptAt(string work, ProjectId project) => AttemptAt($"{work}|{project.EntityId}");

    /// <summary>The attempt at one kind of work, where a customer's attempts are told apart.</summary>
    /// <param name="work">What is done, and to what.</param>
    public AttemptId AttemptAt(string work)
    {
        string text = $"{work}|{AttemptId}";
        return new AttemptId(text.Length <= AttemptId.MaxLength ? text : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))));
    }

    /// <summary>Lets the answer, whatever it will be, name the key made for a request without one: under it the request can be sent again.</summary>
    public void NameGeneratedKey()
    {
        if (Request.Headers[KeyHeader].ToString().Length > 0) return;
        HttpResponse response = Request.HttpContext.Response;
        response.OnStarting(() =>
        {
            response.Headers[KeyHeader] = AttemptId.Value;
            return Task.CompletedTask;
        });
    }

    /// <summary>Takes what the body holds of the memory for bodies over from the request, which gives it back with its answer.</summary>
    public BodyMemory.Lease TakeBodyMemory() => Request.HttpContext.Features.GetRequiredFeature<BodyMemory.Lease>().HandOver();

    /// <summary>Client label and address of a request.</summary>
    public static string SourceOf(HttpRequest request) => $"{ClientOf(request)} {request.HttpContext.Connection.RemoteIpAddress}";

    /// <summary>The call of a request. Fails when it was not authenticated: no route may bypass that.</summary>
    public static Call Of(HttpContext context) =>
        new(context, context.Features.Get<Caller>() ?? throw new InvalidOperationException($"{context.Request.Path} was not authenticated"));

    /// <summary>How the framework hands a call to a handler.</summary>
    public static ValueTask<Call?> BindAsync(HttpContext context) => ValueTask.FromResult<Call?>(Of(context));

    /// <summary>Refuses what a fusion project, which owns no data, can't do.</summary>
    /// <exception cref="DeclinedException">The project is a fusion.</exception>
    public static void RequireCell(ProjectEntry project)
    {
        if (project.Kind == ProjectKind.Fusion) throw new DeclinedException(Fault.NotOnFusion(project.Name.Value));
    }

    private static string ClientOf(HttpRequest request)
    {
        string label = request.Headers["sym-client"].ToString() is { Length: > 0 } given ? given : DefaultClient;
        return label[..Math.Min(label.Length, LongestClient)];
    }

    private static AttemptId AttemptOf(string key)
    {
        if (key.Length == 0) return AttemptId.New();
        return key.Length <= AttemptId.MaxLength
            ? new AttemptId(key)
            : throw new DeclinedException(Envelope.BadRequest($"{KeyHeader} has {key.Length} characters; at most {AttemptId.MaxLength} are allowed"));
    }
}
