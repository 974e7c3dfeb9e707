namespace Flux.Lab.Mail;

/// <summary>A header field of a <see cref="SinkMail"/>, its value decoded and unfolded.</summary>
public sealed record SinkHeader(string Name, string Value);
