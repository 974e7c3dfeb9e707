namespace Flux.Documents.Mongo.Driver;

/// <summary>Which of the driver's ways a command goes: retried as a read, once as a write (a missing majority is an error), or once.</summary>
internal enum CommandKind
{
    Read,
    Write,
    Once,
}
