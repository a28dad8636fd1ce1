using System.Security.Cryptography;
using Fusion.Contracts.Ids;
using Fusion.Contracts.Services;
using Fusion.Http.Dtos;
using Fusion.Http.Envelopes;
using Fusion.Http.WebSockets;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace Fusion.Http.Authentication;

/// <summary>Checks a signed request, in the documented order and with the documented texts.</summary>
internal sealed class Authenticator(IUserDirectory users, BodyReader bodies, ReplayCache replays, TimeProvider time, IOptions<HttpOptions> options)
{
    private const long LargestWholeBody = 1 << 18;

    /// <summary>Authenticates a request of the customer that its path names.</summary>
    /// <param name="request">The request.</param>
    /// <param name="customer">The customer that its path names.</param>
    /// <param name="mayStream">Whether a large body may be left to be read and confirmed by the endpoint.</param>
    /// <exception cref="DeclinedException">A check failed; the answer says which.</exception>
    public async Task<Caller> AuthenticateAsync(HttpRequest request, string customer, bool mayStream)
    {
        var headers = AuthenticationHeaders.Of(request.Headers);
        CheckPresence(headers);
        UserCredential? user = await FindUserAsync(customer, headers, request.HttpContext.RequestAborted);
        if (mayStream && headers.Sha256.Length + headers.Md5.Length > 0 && !(request.ContentLength <= LargestWholeBody))
            return await OpenAsync(request, customer, headers, user);

        // An unknown user is told so only after the work that a known one causes.
        return headers.Sha256.Length > 0
            ? await VerifyThenReadAsync(request, customer, headers, user)
            : await ReadThenVerifyAsync(request, customer, headers, user);
    }

    /// <summary>Authenticates a message on a socket, whose header names the customer and whose MD5 is not optional.</summary>
    /// <exception cref="DeclinedException">A check failed; the answer says which.</exception>
    public async Task<Caller> AuthenticateAsync(SignedFrame frame, CancellationToken cancellationToken)
    {
        AuthenticationHeaders headers = frame.Header.Authentication;
        CheckPresence(headers);
        UserCredential? user = await FindUserAsync(headers.Customer, headers, cancellationToken);
        if (headers.Md5 != Md5(frame.Payload)) throw user is null ? InvalidUser() : Rejected("Md5 do not match");
        return Verify(frame, headers, user) with { Body = frame.Payload };
    }

    /// <summary>Lets a message without a header pass in the name of the one before it, as long as that one's key is still valid.</summary>
    /// <exception cref="DeclinedException">There was none, or its user is gone or has another key.</exception>
    public async Task<Caller> ContinueAsync(Caller? before, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        if (before is null) throw Rejected("Authentication header is null");
        UserCredential? user = await users.FindAsync(before.Customer, cancellationToken);
        return user is not null && user.Keys.Contains(before.SecretKey) ? before with { Body = payload } : throw InvalidUser();
    }

    private void CheckPresence(AuthenticationHeaders headers)
    {
        if (headers.Signature.Length == 0) throw Rejected("Authentication header is null");
        if (headers.Date.Length == 0) throw Rejected("sym-date header is null");
        if (!SymDate.TryParse(headers.Date, out DateTimeOffset date)) throw Rejected("Invalid Date Format");
        if (!SymDate.IsCurrent(date, time.GetUtcNow())) throw Rejected("Please update your server time, it is likely out of sync with UTC");
    }

    private async ValueTask<UserCredential?> FindUserAsync(string customer, AuthenticationHeaders headers, CancellationToken cancellationToken) =>
        CustomerId.TryParse(customer, out CustomerId id, out _) && (headers.Customer.Length == 0 || headers.Customer == customer)
            ? await users.FindAsync(id, cancellationToken)
            : null;

    // The digest in the header stands for the body, so that nothing is read of a request that is not signed.
    private async Task<Caller> VerifyThenReadAsync(HttpRequest request, string customer, AuthenticationHeaders headers, UserCredential? user)
    {
        Caller caller = Verify(Describe(request, customer, headers, headers.Sha256, default), headers, user);
        ReadOnlyMemory<byte> body = await bodies.ReadAsync(request, isVerified: true);
        foreach (IBodyCheck check in DigestChecks(headers))
        {
            using (check)
            {
                check.Append(body.Span);
                check.Complete();
            }
        }

        return caller with { Body = body };
    }

    private static List<IBodyCheck> DigestChecks(AuthenticationHeaders headers)
    {
        List<IBodyCheck> checks = [];
        if (headers.Md5.Length > 0) checks.Add(DigestCheck.Md5(headers.Md5));
        if (headers.Sha256.Length > 0) checks.Add(DigestCheck.Sha256(headers.Sha256));
        return checks;
    }

    /// <summary>Leaves the body to be read. With its SHA-256 signed all but the body is verified here, else the signature can be found only while it comes.</summary>
    private async Task<Caller> OpenAsync(HttpRequest request, string customer, AuthenticationHeaders headers, UserCredential? user)
    {
        bool hasDigest = headers.Sha256.Length > 0;
        SignedRequest signed = Describe(request, customer, headers, hasDigest ? headers.Sha256 : headers.Md5, default);
        Caller? verified = hasDigest ? Verify(signed, headers, user) : null;
        List<IBodyCheck> checks = DigestChecks(headers);
        if (!hasDigest) checks.Add(new SignatureCheck(signed, headers.Signature, user?.Keys ?? [SigningKey.Dummy], () => replays.IsFirst(headers)));
        SignedBody body = bodies.Open(request, checks, isVerified: hasDigest);
        if (user is not null) return (verified ?? new Caller(user.Customer, user.SecretKey, default)) with { Unconfirmed = body };
        try
        {
            await body.ConfirmAsync(request.HttpContext.RequestAborted);
        }
        catch (DeclinedException)
        {
            throw InvalidUser();
        }

        throw InvalidUser();
    }

    private async Task<Caller> ReadThenVerifyAsync(HttpRequest request, string customer, AuthenticationHeaders headers, UserCredential? user)
    {
        if (user is null)
        {
            await bodies.DiscardAsync(request);
            return Verify(Describe(request, customer, headers, "", default), headers, user);
        }

        ReadOnlyMemory<byte> body = await bodies.ReadAsync(request, isVerified: false);
        string md5 = Md5(body);
        if (headers.Md5.Length > 0 && headers.Md5 != md5) throw Rejected("Md5 do not match");
        Caller caller = Verify(Describe(request, customer, headers, body.IsEmpty ? "" : md5, body), headers, user);
        BodyReader.Confirm(request);
        return caller with { Body = body };
    }

    // Everyone whose signature does not match waits for two comparisons: neither a known user nor one amid a rotation shows in the time.
    private Caller Verify(ISignedMessage signed, AuthenticationHeaders headers, UserCredential? user)
    {
        string current = user?.SecretKey ?? SigningKey.Dummy, previous = user?.PreviousKey ?? SigningKey.Dummy;
        string? key = signed.HasSignature(headers.Signature, current) ? current : signed.HasSignature(headers.Signature, previous) ? previous : null;
        if (user is null) throw InvalidUser();
        if (key is null || !replays.IsFirst(headers))
            throw new DeclinedException(new Envelope(ApiStatus.Unauthorized, "Invalid Signature", new ValuesDto { StringToSign = signed.Describe() }));
        return new Caller(user.Customer, key, default);
    }

    private SignedRequest Describe(HttpRequest request, string customer, AuthenticationHeaders headers, string digest, ReadOnlyMemory<byte> body)
    {
        string target = request.HttpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        return new SignedRequest(
            request.Method.ToUpperInvariant(),
            digest,
            headers.Date,
            customer,
            body,
            RequestTarget.Parse(target),
            ClientUrls.Candidates(request, options.Value));
    }

    private static string Md5(ReadOnlyMemory<byte> body) => Convert.ToBase64String(MD5.HashData(body.Span));

    private static DeclinedException Rejected(string text) => new(Envelope.BadRequest(text));

    private static DeclinedException InvalidUser() => new(new Envelope(ApiStatus.Unauthorized, "Invalid User"));
}
