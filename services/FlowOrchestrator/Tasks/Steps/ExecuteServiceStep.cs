using System.Text.Json.Nodes;
using Flux.Contracts.Common.V1;
using Flux.Contracts.Flow.V1;
using Flux.Contracts.Notification.V1;
using Flux.FlowOrchestrator.Common;
using Flux.FlowOrchestrator.Ports;

namespace Flux.FlowOrchestrator.Tasks.Steps;

/// <summary>
/// Step 9: mails, through the task's e-mail service or as a Notification task (body: the rendered model; recipients and subject from
/// <c>context["email_destination"]</c> and <c>context["email_subject"]</c>). Result: the delivery; it joins the task's results, not the settings (semantics 3.7).
/// </summary>
internal sealed class ExecuteServiceStep(IMail mail) : ITaskStep
{
    /// <inheritdoc/>
    public string Name => StepNames.ExecuteService;

    /// <inheritdoc/>
    public bool Applies(TaskExecution execution) => execution.Task.Service.Length > 0 || execution.Task.TaskClass == TaskClass.Notification;

    /// <inheritdoc/>
    public async Task<JsonNode?> RunAsync(TaskExecution execution, CancellationToken cancellationToken)
    {
        var message = new Message { Service = execution.Task.Service, ContextJson = Json.Write(EmailContext.Build(execution)) };
        if (execution.Task.TaskClass == TaskClass.Notification)
            Address(execution, message);
        var delivery = await mail.SendAsync(new SendRequest { Message = message, IdempotencyKey = Key(execution) }, cancellationToken);
        var result = new JsonObject
        {
            ["delivery_id"] = delivery.Id,
            ["state"] = delivery.State.ToString().ToUpperInvariant(),
            ["message_id"] = delivery.MessageId,
            ["recipients"] = new JsonArray([.. delivery.Recipients.Select(r => JsonValue.Create(r))]),
            ["destination"] = delivery.Destination,
        };
        // One that waits is kept by the notification service, which sends it when its time has come: the task need not wait for that.
        if (delivery.State == DeliveryState.Failed)
            throw new StepFailedException(Refused(delivery), result);
        if (delivery.RetryTime is { } retry)
            result["retry_time"] = $"{retry.ToDateTimeOffset():yyyy-MM-dd'T'HH:mm:ss'Z'}";
        if (delivery.State == DeliveryState.Deferred)
            result["reason"] = delivery.Failure?.Message ?? "";
        foreach (var (key, value) in result)
            execution.ProcessingOut[key] = value?.DeepClone();
        return result;
    }

    private static void Address(TaskExecution execution, Message message)
    {
        message.To = Recipients(execution.Context["email_destination"]);
        var subject = execution.Context["email_subject"];
        if (subject is not null)
            message.Subject = execution.Mask.Apply(Json.Text(subject));
        message.Body = execution.Mask.Apply(execution.ModelOut ?? "");
        // A service of the task can give what the context does not.
        if (message.Service.Length > 0)
            return;
        if (message.To.Length == 0)
            throw Missing("email_destination", "NO_EMAIL_DESTINATION", "'noc@example.org'");
        if (subject is null)
            throw Missing("email_subject", "NO_EMAIL_SUBJECT", "'...'");
    }

    private static FailureException Missing(string key, string reason, string example) =>
        new(reason, $"a notification needs context['{key}']; set it in the management script: context['{key}'] = {example}");

    private static string Recipients(JsonNode? value) => value is JsonArray list ? string.Join(", ", list.Select(Json.Text)) : value is null ? "" : Json.Text(value);

    // The same for a retry of a task, another for a second call of it.
    private static string Key(TaskExecution execution) =>
        $"{execution.Run.Id}/{execution.Task.Id}/{execution.Element.Id}/{execution.Invocation}";

    private static Failure Refused(Delivery delivery) =>
        delivery.Failure?.Clone() ?? Failures.Of("DELIVERY_FAILED", "the mail was not delivered");
}
