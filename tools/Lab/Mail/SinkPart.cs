namespace Flux.Lab.Mail;

/// <summary>A leaf of a <see cref="SinkMail"/>: media type, transfer encoding, file name (or empty), decoded text (of text parts), decoded bytes.</summary>
public sealed record SinkPart(string Type, string Encoding, string File, string Text, byte[] Content);
