using Flux.Contracts.Flow.V1;
using Flux.Contracts.Inventory.V1;
using Flux.Contracts.Notification.V1;
using Google.Protobuf.Reflection;

namespace Flux.Cli.Apply;

/// <summary>
/// Which keys a resource has in a file. They are the fields of the contract's message under their own names, with few exceptions, all of them here;
/// so a new field of the contract can be declared at once.
/// </summary>
internal static class KeyTable
{
    // Set by the services, never declared.
    private static readonly string[] _given =
    [
        "id", "uuid", "etag", "status_change", "prev_status_change", "secrets_set", "created", "last_change", "first_execution", "last_execution",
        "update_time", "is_default", "next_time", "last_time", "last_run_id", "version",
    ];

    private static readonly string[] _nameKeys = ["short_name", "username", "name"];

    // Lists in the file, text with commas in the contract.
    private static readonly string[] _commaLists = ["custom_to", "cc", "bcc", "dns_servers"];

    /// <summary>Messages that a file may write as one text, and the field which that text fills.</summary>
    public static IReadOnlyDictionary<MessageDescriptor, string> Short { get; } = new Dictionary<MessageDescriptor, string>
    {
        [FlowTask.Descriptor] = "task",
    };

    /// <summary>The messages whose lists make the top level of a file.</summary>
    public static IReadOnlyList<MessageDescriptor> Requests { get; } =
        [ApplyInventoryRequest.Descriptor, ApplyNotificationRequest.Descriptor, ApplyDefinitionsRequest.Descriptor, ApplySchedulesRequest.Descriptor];

    /// <summary>The fields of a message by the key that fills them.</summary>
    public static IReadOnlyDictionary<string, FieldDescriptor> Of(MessageDescriptor message) =>
        message.Fields.InDeclarationOrder().Where(field => !_given.Contains(field.Name)).ToDictionary(Key);

    /// <summary>The field that makes a resource unique among its kind.</summary>
    public static string NameKey(MessageDescriptor message) => _nameKeys.First(key => message.FindFieldByName(key) is not null);

    /// <summary>The field holds JSON text; its key in the file does without the ending.</summary>
    public static bool IsJson(FieldDescriptor field) => field.Name.EndsWith("_json", StringComparison.Ordinal);

    /// <summary>The field may be a list in the file.</summary>
    public static bool IsCommaList(FieldDescriptor field) => _commaLists.Contains(field.Name);

    /// <summary>An enum's values by their lower-case names in the file.</summary>
    public static IReadOnlyDictionary<string, int> Values(EnumDescriptor type)
    {
        var prefix = type.Values[0].Name.Length - "UNSPECIFIED".Length;
        return type.Values.Skip(1).ToDictionary(value => value.Name[prefix..].ToLowerInvariant(), value => value.Number);
    }

    private static string Key(FieldDescriptor field) => IsJson(field) ? field.Name[..^"_json".Length] : field.Name;
}
