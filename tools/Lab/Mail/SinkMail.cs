using System.Text;
using System.Text.Json.Serialization;

namespace Flux.Lab.Mail;

/// <summary>A mail as the sink took it, read by Python's e-mail package.</summary>
public sealed record SinkMail
{
    /// <summary>Envelope sender.</summary>
    public required string From { get; init; }

    /// <summary>Envelope recipients.</summary>
    public required IReadOnlyList<string> Recipients { get; init; }

    /// <summary>Parameters of MAIL FROM: "BODY=8BITMIME", "SMTPUTF8", ...</summary>
    public required IReadOnlyList<string> Options { get; init; }

    /// <summary>Whether it came over TLS.</summary>
    public required bool Tls { get; init; }

    /// <summary>User who logged in; empty without a login.</summary>
    public required string User { get; init; }

    /// <summary>Header fields in order, decoded.</summary>
    public required IReadOnlyList<SinkHeader> Headers { get; init; }

    /// <summary>Parts that are not multipart, in order.</summary>
    public required IReadOnlyList<SinkPart> Parts { get; init; }

    /// <summary>What Python's parser found wrong with it; empty for a correct mail.</summary>
    public required IReadOnlyList<string> Defects { get; init; }

    /// <summary>The bytes.</summary>
    public required byte[] Raw { get; init; }

    /// <summary>The bytes as text.</summary>
    [JsonIgnore]
    public string RawText => Encoding.UTF8.GetString(Raw);

    /// <summary>Decoded Subject.</summary>
    [JsonIgnore]
    public string Subject => this["Subject"] ?? "";

    /// <summary>Decoded text of the first text/plain part.</summary>
    [JsonIgnore]
    public string Text => Parts.FirstOrDefault(part => part.Type == "text/plain")?.Text ?? "";

    /// <summary>Decoded text of the first text/html part; empty when there is none.</summary>
    [JsonIgnore]
    public string Html => Parts.FirstOrDefault(part => part.Type == "text/html")?.Text ?? "";

    /// <summary>Decoded value of the first header field of that name; null when there is none.</summary>
    public string? this[string header] => Headers.FirstOrDefault(field => field.Name.Equals(header, StringComparison.OrdinalIgnoreCase))?.Value;
}
