namespace Flux.Documents.Mongo.Driver;

/// <summary>Which of the driver's ways a command goes: retried as a read, retried as a write, or once.</summary>
internal enum CommandKind
{
    Read,
    Write,
    Once,
}
