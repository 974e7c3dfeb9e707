using System.Security.Cryptography;
using System.Text;
using Flux.Documents;
using Flux.Hosting;
using Flux.Notification.Catalog;
using Flux.Notification.Composition;

namespace Flux.Notification.Deliveries;

/// <summary>The stored mails. Every change of state is one atomic write, guarded by the document's version.</summary>
internal sealed class Outbox(IDocumentStore store, RetrySchedule schedule, DomainRateLimiter limiter, MailEvents events, DeliveryFeed feed, TimeProvider clock)
{
    private const int PageSize = 500;

    // Longer than any try: a mail that another machine has on the wire is not taken for abandoned before.
    private static readonly TimeSpan _lease = TimeSpan.FromMinutes(10);
    private readonly DeliveryIds _ids = new(clock);
    private readonly string _owner = Environment.MachineName;

    /// <summary>What makes requests one mail: the same key and the same set of recipients; null without a key.</summary>
    public static string? UniqueKey(string idempotencyKey, IEnumerable<string> recipients) => idempotencyKey.Length == 0
        ? null
        : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{idempotencyKey}\n{string.Join('\n', recipients.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))}")));

    /// <exception cref="FluxException">NOT_FOUND.</exception>
    public async Task<Document<DeliveryRecord>> GetAsync(string id, CancellationToken cancellationToken) =>
        await store.GetAsync(DeliveryRecord.Type, id, cancellationToken) ?? throw FluxError.NotFound("delivery", id);

    /// <summary>The delivery that has the key already.</summary>
    public async Task<Document<DeliveryRecord>?> FindAsync(string? uniqueKey, CancellationToken cancellationToken) => uniqueKey is null
        ? null
        : await store.FirstOrDefaultAsync(DeliveryRecord.Type, DocumentQuery.All.Where("key", DocumentOperator.Equal, uniqueKey), cancellationToken);

    /// <summary>Newest first.</summary>
    public Task<DocumentPage<DeliveryRecord>> ListAsync(
        string keyPrefix, IReadOnlyCollection<DeliveryStatus> states, int pageSize, string pageToken, CancellationToken cancellationToken)
    {
        var query = DocumentQuery.All.OrderBy("id", descending: true);
        if (keyPrefix.Length > 0)
            query = query.Where("idempotency", DocumentOperator.Prefix, keyPrefix);
        if (states.Count > 0)
            query = query.Where("state", DocumentOperator.In, states.Select(state => state.ToString()).ToArray());
        return store.PageAsync(DeliveryRecord.Type, query, pageSize, pageToken, cancellationToken);
    }

    /// <summary>Stores a new mail, or answers the one that a concurrent request with the same key stored first.</summary>
    public Task<(Document<DeliveryRecord> Delivery, bool IsNew)> AddAsync(
        OutgoingMail mail, string idempotencyKey, string? uniqueKey, CancellationToken cancellationToken) => AddAsync(mail, idempotencyKey, uniqueKey, claim: false, cancellationToken);

    /// <summary>The same; with <paramref name="claim"/> for a caller who tries it at once: it is stored as being sent, or as waiting for its turn, in one write.</summary>
    public async Task<(Document<DeliveryRecord> Delivery, bool IsNew)> AddAsync(
        OutgoingMail mail, string idempotencyKey, string? uniqueKey, bool claim, CancellationToken cancellationToken)
    {
        var (id, delivery) = New(mail, idempotencyKey, uniqueKey);
        if (claim)
            delivery = Claimed(id, delivery);
        while (true)
        {
            try
            {
                return (Publish(await store.InsertAsync(DeliveryRecord.Type, id, delivery, cancellationToken)), true);
            }
            catch (DuplicateKeyException) when (uniqueKey is not null)
            {
                // The twin may not be readable yet; the next insert comes after its commit.
                if (await FindAsync(uniqueKey, cancellationToken) is { } twin)
                {
                    limiter.Forget(id);
                    return (twin, false);
                }
            }
        }
    }

    /// <summary>Stores many new mails in one write; null when one of them has been stored before, and then nothing is written.</summary>
    public async Task<IReadOnlyList<Document<DeliveryRecord>>?> TryAddAsync(IReadOnlyList<(OutgoingMail Mail, string? UniqueKey)> mails, string idempotencyKey, CancellationToken cancellationToken)
    {
        var batch = new DocumentBatch();
        var added = mails.Select(each => New(each.Mail, idempotencyKey, each.UniqueKey)).ToList();
        foreach (var (id, delivery) in added)
            batch.Insert(DeliveryRecord.Type, id, delivery);
        try
        {
            await store.CommitAsync(batch, cancellationToken);
        }
        catch (DuplicateKeyException)
        {
            return null;
        }

        return [.. added.Select(each => Publish(new Document<DeliveryRecord>(each.Id, 1, each.Delivery)))];
    }

    /// <summary>Marks a delivery as being sent, or as waiting for its turn; null when it is not due, or another replica has it.</summary>
    public async Task<Document<DeliveryRecord>?> ClaimAsync(string id, CancellationToken cancellationToken)
    {
        var document = await store.GetAsync(DeliveryRecord.Type, id, cancellationToken);
        if (document is not { Value: { State: not (DeliveryStatus.Sent or DeliveryStatus.Failed) } delivery } || DueTime(delivery) > clock.GetUtcNow())
            return null;
        try
        {
            return Publish(await store.UpdateAsync(DeliveryRecord.Type, id, Claimed(id, delivery), document.Version, cancellationToken));
        }
        catch (DocumentConflictException)
        {
            return null;
        }
    }

    /// <summary>
    /// When an unfinished delivery may be tried; null for now. One that this machine had on the wire before a restart goes on at once, another machine's
    /// only when that must have ended.
    /// </summary>
    public DateTimeOffset? DueTime(DeliveryRecord delivery) => delivery.State != DeliveryStatus.Sending ? delivery.RetryTime
        : delivery.Owner == _owner ? null : delivery.ClaimTime + _lease;

    /// <summary>Stores what a try came to.</summary>
    public Task<Document<DeliveryRecord>> CompleteAsync(Document<DeliveryRecord> claimed, MailOutcome outcome, CancellationToken cancellationToken) =>
        WriteAsync(claimed, schedule.After(claimed.Value, outcome, clock.GetUtcNow()), cancellationToken);

    /// <summary>Queues a deferred or failed delivery anew; only checked, it stays as it is.</summary>
    /// <exception cref="FluxException">NOT_FOUND; FAILED_PRECONDITION in any other state.</exception>
    public Task<Document<DeliveryRecord>> RequeueAsync(string id, bool validateOnly, CancellationToken cancellationToken) => ChangeAsync(id, validateOnly, delivery => delivery.State switch
    {
        DeliveryStatus.Sent => throw FluxError.FailedPrecondition("DELIVERY_IS_SENT", $"delivery '{id}'", "was taken for every recipient already; send a new mail to repeat it"),
        DeliveryStatus.Queued or DeliveryStatus.Sending => throw FluxError.FailedPrecondition("DELIVERY_IS_UNDER_WAY", $"delivery '{id}'", "is being sent; wait for the end of this try"),
        _ => delivery with
        {
            State = DeliveryStatus.Queued,
            Pending = [.. delivery.Mail.Recipients.Except(delivery.Delivered, StringComparer.Ordinal)],
            Refused = [],
            Reason = "",
            Message = "",
            RetryTime = null,
            QueueTime = clock.GetUtcNow(),
        },
    }, cancellationToken);

    /// <summary>Gives a queued or deferred delivery up; only checked, it stays as it is.</summary>
    /// <exception cref="FluxException">NOT_FOUND; FAILED_PRECONDITION in any other state.</exception>
    public async Task<Document<DeliveryRecord>> CancelAsync(string id, bool validateOnly, CancellationToken cancellationToken)
    {
        var cancelled = await ChangeAsync(id, validateOnly, Cancelled(id), cancellationToken);
        if (!validateOnly)
            limiter.Forget(id);
        return cancelled;
    }

    /// <summary>Every delivery that is not at its end, oldest first: what a restart goes on with.</summary>
    public async IAsyncEnumerable<Document<DeliveryRecord>> UnfinishedAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string[] unfinished = [nameof(DeliveryStatus.Queued), nameof(DeliveryStatus.Sending), nameof(DeliveryStatus.Deferred)];
        // By id instead of by page token: sending goes on meanwhile and takes documents out of the result.
        var last = "";
        while (true)
        {
            var query = DocumentQuery.All.Where("state", DocumentOperator.In, unfinished).Where("id", DocumentOperator.Greater, last).Take(PageSize);
            var page = await store.QueryAsync(DeliveryRecord.Type, query, cancellationToken);
            foreach (var document in page.Items)
                yield return document;
            if (page.Items.Count < PageSize)
                yield break;
            last = page.Items[^1].Id;
        }
    }

    private static Func<DeliveryRecord, DeliveryRecord> Cancelled(string id) => delivery => delivery.State switch
    {
        DeliveryStatus.Queued or DeliveryStatus.Deferred => delivery with
        {
            State = DeliveryStatus.Failed,
            Pending = [],
            Reason = MailReasons.Cancelled,
            Message = delivery.Message.Length > 0 ? $"cancelled by an operator; before: {delivery.Message}" : "cancelled by an operator",
            RetryTime = null,
        },
        DeliveryStatus.Sending => throw FluxError.FailedPrecondition("DELIVERY_IS_UNDER_WAY", $"delivery '{id}'", "is being sent; wait for the end of this try"),
        _ => throw FluxError.FailedPrecondition("DELIVERY_IS_FINAL", $"delivery '{id}'", "has come to its end already"),
    };

    // On the wire, or in line when its turn comes later.
    private DeliveryRecord Claimed(string id, DeliveryRecord delivery) => limiter.Reserve(id, delivery.Pending) is { } turn
        ? delivery with { State = DeliveryStatus.Queued, RetryTime = turn, Reason = MailReasons.RateLimited, Message = "waits for its turn under the rate limit of a recipient's domain" }
        : delivery with { State = DeliveryStatus.Sending, Attempts = delivery.Attempts + 1, RetryTime = null, Reason = "", Message = "", Owner = _owner, ClaimTime = clock.GetUtcNow() };

    private (string Id, DeliveryRecord Delivery) New(OutgoingMail mail, string idempotencyKey, string? uniqueKey)
    {
        var (id, now) = _ids.Next();
        return (id, new DeliveryRecord
        {
            Mail = mail with { Date = now, MessageId = $"{id}@{Host(mail)}" },
            Pending = mail.Recipients,
            IdempotencyKey = idempotencyKey,
            UniqueKey = uniqueKey,
            CreateTime = now,
            QueueTime = now,
        });
    }

    private async Task<Document<DeliveryRecord>> ChangeAsync(string id, bool validateOnly, Func<DeliveryRecord, DeliveryRecord> change, CancellationToken cancellationToken)
    {
        while (true)
        {
            var document = await GetAsync(id, cancellationToken);
            var changed = change(document.Value);
            if (validateOnly)
                return document;
            try
            {
                return await WriteAsync(document, changed, cancellationToken);
            }
            catch (DocumentConflictException)
            {
                // Its state changed meanwhile: decide anew.
            }
        }
    }

    // The event that tells of an end is written with it, or neither is.
    private async Task<Document<DeliveryRecord>> WriteAsync(Document<DeliveryRecord> before, DeliveryRecord after, CancellationToken cancellationToken)
    {
        var batch = new DocumentBatch().Update(DeliveryRecord.Type, before.Id, after, before.Version);
        events.Add(batch, before.Id, after);
        await store.CommitAsync(batch, cancellationToken);
        return Publish(new Document<DeliveryRecord>(before.Id, before.Version + 1, after));
    }

    private Document<DeliveryRecord> Publish(Document<DeliveryRecord> document)
    {
        feed.Publish(document);
        return document;
    }

    // A literal such as [192.0.2.1] is no name for an id.
    private static string Host(OutgoingMail mail) => mail.From.Domain.StartsWith('[') ? "flux.invalid" : mail.From.Domain;
}
